"""Opens a collection of an OGC API Features landing page with QGIS and says what it found as JSON.

usage: oapif.py LANDING_PAGE COLLECTION
"""
import json
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import QgsApplication, QgsVectorLayer, QgsWkbTypes


def main(address, collection):
    layer = QgsVectorLayer(f"url='{address}' typename='{collection}'", collection, "OAPIF")
    count = sum(1 for _ in layer.getFeatures()) if layer.isValid() else 0
    print(json.dumps({
        "valid": layer.isValid(), "features": count, "kind": QgsWkbTypes.geometryDisplayString(layer.geometryType()), "crs": layer.crs().authid(),
        "fields": [field.name() for field in layer.fields()],
    }, ensure_ascii=False))


if __name__ == "__main__":
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    try:
        main(sys.argv[1], sys.argv[2])
    finally:
        application.exitQgis()
