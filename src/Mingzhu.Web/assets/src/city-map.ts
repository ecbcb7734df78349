// <city-map sheet="…">: a map of the city's own layers. What it shows comes as JSON from the server (MapSheet); beside it stands a table that says the same.
import 'maplibre-gl/dist/maplibre-gl.css';
import { AttributionControl, Map as GlMap, NavigationControl, ScaleControl, setWorkerUrl, type LayerSpecification, type MapGeoJSONFeature } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { paper } from './colours';
import { changeLayers, findingLayers, layersOf, placeNames, shadeLayers } from './map-style';
import { changeMark, dots, hatch, severityMark } from './marks';

setWorkerUrl(workerUrl);

interface Sheet {
  box: [number, number, number, number] | null;
  layers: { id: string; geometry: string; tiles: string; subject?: boolean }[];
  shades: { tiles: string; link: string } | null;
  findings: string | null;
  changes: string | null;
  attribution: string[];
  focus: string | null;
  sites?: { shapes: string; picked: string | null };
  area?: { shape: string | null; behind: string | null; draw: boolean };
  words: Record<string, string>;
  keep: boolean;
  tool: boolean;
}

interface Answer {
  title: string;
  kind: string;
  fields: [string, string][];
  page: string | null;
}

const lands = new Set(['construction-land', 'parcels', 'residential-land', 'water', 'parks', 'compounds', 'buildings', 'rivers', 'greenways']);

class CityMap extends HTMLElement {
  private map?: GlMap;
  private sheet!: Sheet;

  connectedCallback() {
    this.sheet = JSON.parse(this.getAttribute('sheet') ?? '{}') as Sheet;
    if (!this.sheet.box) return;
    this.replaceChildren();
    try {
      this.map = this.draw();
    } catch {
      this.textContent = this.sheet.words.failed;
      return;
    }
    this.map.on('load', () => this.fill());
    window.addEventListener('beforeprint', this.picture);
    window.addEventListener('afterprint', this.unpicture);
    this.map.on('idle', () => this.toggleAttribute('ready', true));
    if (this.sheet.tool) {
      void this.hand();
      return;
    }
    if (this.sheet.area) {
      void this.area();
      if (this.sheet.area.draw) return;
    }
    this.map.on('click', (event) => void this.pick(event.point));
    this.map.on('mousemove', (event) => {
      this.map!.getCanvas().style.cursor = this.at(event.point) ? 'pointer' : '';
    });
  }

  // What WebGL drew is gone when paper asks for it: a picture of the moment is printed in its place.
  private readonly picture = () => {
    this.map?.redraw();
    const canvas = this.map?.getCanvas();
    if (canvas) this.append(Object.assign(document.createElement('img'), { className: 'printed', alt: this.getAttribute('aria-label') ?? '', src: canvas.toDataURL() }));
  };

  private readonly unpicture = () => this.querySelectorAll('.printed').forEach((picture) => picture.remove());

  /** A tool takes over what is clicked and dragged. */
  private async hand() {
    const drawn = new Promise((done) => this.map!.once('load', done));
    const [trying, circle, compared] = [this.closest<HTMLElement>('[data-trying]'), this.closest<HTMLElement>('[data-circle]'), this.closest<HTMLElement>('[data-compared]')];
    if (trying) {
      const [{ tryOn }] = await Promise.all([import('./trying'), drawn]);
      tryOn(trying, this.map!);
    } else if (circle) {
      const [{ circleOn }] = await Promise.all([import('./circle'), drawn]);
      circleOn(circle, this.map!);
    } else if (compared) {
      const [{ compareOn }] = await Promise.all([import('./compared'), drawn]);
      compareOn(compared, this.map!);
    }
  }

  /** An area is shown, or drawn into the form that follows the map. */
  private async area() {
    const drawn = new Promise((done) => this.map!.once('load', done));
    const [{ areaOn }] = await Promise.all([import('./area'), drawn]);
    areaOn(this.map!, this.sheet.area!, this.closest<HTMLElement>('.case-area'));
  }

  disconnectedCallback() {
    window.removeEventListener('beforeprint', this.picture);
    window.removeEventListener('afterprint', this.unpicture);
    this.map?.remove();
  }

  private draw(): GlMap {
    const { words, box, keep, tool } = this.sheet;
    const url = (path: string) => new URL(path, location.href).href.replaceAll('%7B', '{').replaceAll('%7D', '}');
    const sources: Record<string, object> = {};
    const source = (id: string, tiles: string) => (sources[id] = { type: 'vector', tiles: [url(tiles)], maxzoom: 15 });
    for (const layer of this.sheet.layers) source(layer.id, layer.tiles);
    if (this.sheet.shades) source('shades', this.sheet.shades.tiles);
    if (this.sheet.findings) source('findings', this.sheet.findings);
    if (this.sheet.changes) source('changes', this.sheet.changes);
    const map = new GlMap({
      container: this,
      style: { version: 8, sources: sources as never, layers: [{ id: 'paper', type: 'background', paint: { 'background-color': paper() } }] },
      bounds: box!,
      fitBoundsOptions: { padding: 16 },
      hash: keep || (tool && !this.closest('[data-compared]')),
      attributionControl: false,
      cooperativeGestures: false,
      dragRotate: keep,
      maxZoom: 19,
      fadeDuration: 0,
      // A map inside a page lets the page scroll; the full map takes the wheel.
      scrollZoom: keep || (tool && !this.closest('[data-compared]')),
      locale: { 'NavigationControl.ZoomIn': words.zoomIn, 'NavigationControl.ZoomOut': words.zoomOut, 'NavigationControl.ResetBearing': words.north, 'AttributionControl.ToggleAttribution': words.attribution },
    });
    map.addControl(new NavigationControl({ showCompass: keep }), 'top-right');
    map.addControl(new ScaleControl({ maxWidth: 90 }), 'bottom-left');
    map.addControl(new AttributionControl({ compact: true, customAttribution: this.sheet.attribution.map(plain) }), 'bottom-right');
    return map;
  }

  private fill() {
    const map = this.map!;
    map.addImage('hatch', hatch(), { pixelRatio: 2 });
    for (const severity of [0, 1, 2]) map.addImage(`severity-${severity}`, severityMark(severity), { pixelRatio: 2 });
    if (this.sheet.changes) {
      map.addImage('removed', hatch('#fbeceb', '#a3261b'), { pixelRatio: 2 });
      map.addImage('changed', dots(), { pixelRatio: 2 });
      for (const kind of ['added', 'removed', 'moved', 'changed'] as const) map.addImage(`change-${kind}`, changeMark(kind), { pixelRatio: 2 });
    }
    // What the page is about shows as soon as it opens, on a phone too.
    const opened = Math.floor(map.getZoom());
    const early = (spec: LayerSpecification) => (spec.type === 'symbol' ? spec : { ...spec, minzoom: Math.min(spec.minzoom ?? 0, opened) });
    const drawn = this.sheet.layers.flatMap((layer) => layersOf(layer.id, layer.geometry).map((spec) => ({ spec: layer.subject ? early(spec) : spec, land: lands.has(layer.id) })));
    const labels = drawn.filter(({ spec }) => spec.type === 'symbol').map(({ spec }) => spec);
    const shapes = drawn.filter(({ spec }) => spec.type !== 'symbol');
    // Ground, shades over it, then what orients: roads, boundaries, water over shades stay readable.
    const order: LayerSpecification[] = [
      ...shapes.filter(({ land, spec }) => land && !(this.sheet.shades && isWater(spec))).map(({ spec }) => spec),
      ...(this.sheet.shades ? shadeLayers() : []),
      ...shapes.filter(({ land, spec }) => this.sheet.shades && land && isWater(spec)).map(({ spec }) => spec),
      ...shapes.filter(({ land }) => !land).map(({ spec }) => spec),
      ...this.outline(),
      // Shaded places carry their own names.
      ...labels.filter((spec) => !(this.sheet.shades && 'source' in spec && spec.source === 'boundaries')),
      ...(this.sheet.shades ? placeNames('shades') : []),
      ...(this.sheet.findings ? findingLayers() : []),
      ...(this.sheet.changes ? changeLayers() : []),
    ];
    for (const layer of order) map.addLayer(layer);
    const { sites } = this.sheet;
    if (sites) void import('./sites').then(({ showSites }) => showSites(map, sites, this, (told) => this.show(told)));
  }

  private outline(): LayerSpecification[] {
    const { focus, layers } = this.sheet;
    return focus
      ? layers.filter((layer) => ['boundaries', 'compounds', 'buildings', 'zones'].includes(layer.id)).map((layer) => ({
        id: `focus-${layer.id}`, type: 'line', source: layer.id, 'source-layer': layer.id, filter: ['==', ['get', 'id'], focus], paint: { 'line-color': '#1f4e8c', 'line-width': 3 },
      }))
      : [];
  }

  private at(point: { x: number; y: number }): MapGeoJSONFeature | undefined {
    const box: [[number, number], [number, number]] = [[point.x - 3, point.y - 3], [point.x + 3, point.y + 3]];
    const found = this.map!.queryRenderedFeatures(box).filter((feature) => feature.properties.id !== undefined || feature.source === 'findings');
    return found.find((feature) => feature.source === 'changes') ?? found.find((feature) => feature.source === 'findings') ?? found.find((feature) => feature.source === 'shades') ?? (this.sheet.keep ? found[0] : undefined);
  }

  private async pick(point: { x: number; y: number }) {
    const hit = this.at(point);
    if (!hit) return;
    const { id, n } = hit.properties as { id: string; n?: number };
    if (hit.source === 'findings' && (n ?? 1) > 1 && this.map!.getZoom() < 16) {
      const centre = this.map!.unproject([point.x, point.y]);
      this.map!.easeTo({ center: centre, zoom: this.map!.getZoom() + 2 });
      return;
    }
    if (!this.sheet.keep && hit.source === 'shades') {
      location.assign(this.sheet.shades!.link.replace('%7Bid%7D', encodeURIComponent(id)).replace('{id}', encodeURIComponent(id)));
      return;
    }
    await this.tell(hit);
  }

  private async tell(hit: MapGeoJSONFeature) {
    const id = encodeURIComponent(String(hit.properties.id));
    const shade = this.sheet.shades && /places\/([^/]+)\/([^/]+)\/([a-z]+)/.exec(this.sheet.shades.tiles);
    const run = this.sheet.findings && /findings\/([^/]+)\//.exec(this.sheet.findings);
    const changes = this.sheet.changes && /changes\/([^/]+)\/(\d+-\d+)\//.exec(this.sheet.changes);
    const address = hit.source === 'changes' ? `/data/layers/${changes![1]}/changes/${changes![2]}/${id}`
      : hit.source === 'findings' ? `/api/runs/${run![1]}/findings/${id}`
      : hit.source === 'shades' ? `/api/runs/${shade![1]}/places/${shade![3]}/${id}/${shade![2]}`
      : `/api/layers/${hit.source}/features/${id}`;
    const response = await fetch(address);
    if (response.ok) this.show((await response.json()) as Answer);
  }

  private show(answer: Answer) {
    const box = document.querySelector<HTMLElement>('.clicked') ?? this.appendChild(Object.assign(document.createElement('aside'), { className: 'clicked over' }));
    const make = (tag: string, text: string, className = '') => Object.assign(document.createElement(tag), { textContent: text, className });
    const pairs = document.createElement('dl');
    for (const [name, value] of answer.fields) {
      const row = document.createElement('div');
      row.append(make('dt', name), make('dd', value));
      pairs.append(row);
    }
    const close = Object.assign(make('button', '×', 'close'), { onclick: () => (box.classList.contains('over') ? box.remove() : box.replaceChildren()) });
    close.setAttribute('aria-label', this.sheet.words.close);
    box.replaceChildren(close, make('p', answer.kind, 'kind'), make('h2', answer.title), pairs);
    if (answer.page) box.append(Object.assign(make('a', this.sheet.words.open, 'btn'), { href: answer.page }));
  }
}

const isWater = (spec: LayerSpecification) => 'source' in spec && spec.source === 'water';

// The control writes its lines as HTML; ours are text.
const plain = (text: string) => Object.assign(document.createElement('i'), { textContent: text }).innerHTML;

customElements.define('city-map', CityMap);
