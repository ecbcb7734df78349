"""Opens every layer of a GeoPackage the way QGIS does for a user, says what it found as JSON, and draws them all into one picture.

usage: look.py FILE.gpkg PICTURE.png [west south east north]
"""
import json
import os
import sqlite3
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import Qgis, QgsApplication, QgsMapRendererParallelJob, QgsMapSettings, QgsProviderRegistry, QgsRectangle, QgsRenderContext, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor


def colours(layer):
    renderer = layer.renderer()
    if renderer is None:
        return []
    symbols = renderer.symbols(QgsRenderContext())
    return sorted({symbol.color().name() for symbol in symbols})


def told(layer, title):
    renderer = layer.renderer()
    labels = layer.labeling().settings() if layer.labelsEnabled() and layer.labeling() is not None else None
    return {
        "title": title,
        "table": layer.name(),
        "valid": layer.isValid(),
        "features": layer.featureCount(),
        "crs": layer.crs().authid(),
        "kind": QgsWkbTypes.geometryDisplayString(layer.geometryType()),
        "renderer": None if renderer is None else renderer.type(),
        "colours": colours(layer),
        "legend": [] if renderer is None else [item.label() for item in renderer.legendSymbolItems()],
        "aliases": {field.name(): field.alias() for field in layer.fields()},
        "label": None if labels is None else labels.fieldName,
        "font": None if labels is None else labels.format().font().family(),
        "words": {field.name(): len(layer.editorWidgetSetup(index).config().get("map", [])) for index, field in enumerate(layer.fields()) if layer.editorWidgetSetup(index).type() == "ValueMap"},
    }


def main(path, picture, extent):
    with sqlite3.connect(path) as file:
        titles = dict(file.execute("SELECT table_name, identifier FROM gpkg_contents"))
        order = [name for (name,) in file.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features' ORDER BY rowid")]
    answers, shown = [], []
    found = QgsProviderRegistry.instance().querySublayers(path, Qgis.SublayerQueryFlags(Qgis.SublayerQueryFlag.ResolveGeometryType))
    for details in sorted(found, key=lambda one: order.index(one.name()) if one.name() in order else -1):
        if details.name() == "layer_styles":
            continue
        layer = QgsVectorLayer(details.uri(), details.name(), details.providerKey())
        message, loaded = layer.loadDefaultStyle()
        answer = told(layer, titles.get(details.name(), ""))
        answer["styled"] = loaded
        answers.append(answer)
        if layer.isSpatial():
            shown.append(layer)
    settings = QgsMapSettings()
    settings.setLayers(list(reversed(shown)))
    settings.setBackgroundColor(QColor("#fbfaf7"))
    settings.setOutputSize(QSize(1200, 900))
    settings.setOutputDpi(96)
    settings.setDestinationCrs(shown[0].crs())
    settings.setExtent(QgsRectangle(*extent) if extent else [one for one in shown if one.name() == "行政边界"][0].extent())
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    image.save(picture)
    drawn = len({image.pixel(x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)})
    print(json.dumps({"qgis": Qgis.QGIS_VERSION, "scale": settings.scale(), "drawn": drawn, "errors": [error.message for error in job.errors()], "layers": answers}, ensure_ascii=False))


if __name__ == "__main__":
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    try:
        main(sys.argv[1], sys.argv[2], [float(side) for side in sys.argv[3:7]])
    finally:
        application.exitQgis()
