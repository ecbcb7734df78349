// The life circles of a point on the map (.atlas[data-circle]): clicked or dragged, the server says how far one gets from it and what lies there.
import type { GeoJSONSource, LngLat, Map as GlMap } from 'maplibre-gl';
import { Following, offerCopy, refuse } from './following';

interface Asked {
  at: string;
  to: string;
}

type Shape = { type: 'Feature'; properties: { what: string; kind?: string; layer?: string; id?: string; name?: string; kindName?: string; metres?: number; minutes?: number }; geometry: { type: string; coordinates: [number, number] } };

const write = (at: LngLat) => `${Math.round(at.lng * 1e6) / 1e6},${Math.round(at.lat * 1e6) / 1e6}`;

class Circle {
  private asked: Asked;
  private dragging: Asked | null = null;
  private readonly following: Following<Asked>;

  constructor(private readonly root: HTMLElement, private readonly map: GlMap) {
    const query = new URLSearchParams(location.search);
    this.asked = { at: root.dataset.at ?? '', to: query.get('to') ?? '' };
    this.following = new Following<Asked>({
      page: (asked) => this.address(asked),
      live: (asked) => `${root.dataset.circle}?at=${asked.at}`,
      parts: ['outcome', 'files'],
      shown: (page, settled) => {
        if (settled) refuse(root, page.querySelector('.layers .refusal')?.textContent ?? null);
        const legend = page.querySelector('.legend.over');
        if (legend) root.querySelector('.legend.over')?.replaceWith(document.adoptNode(legend));
        this.show();
      },
      refused: (why) => refuse(root, why ?? root.dataset.failed!),
    });
    this.draw();
    this.listen();
    this.show();
    if (query.has('spot') && this.asked.at) history.replaceState(null, '', this.address(this.asked) + location.hash);
  }

  private address({ at, to }: Asked): string {
    return `${location.pathname}?at=${at}${to ? `&to=${encodeURIComponent(to).replaceAll('%2C', ',')}` : ''}`;
  }

  private draw() {
    const { map } = this;
    map.addSource('circle', { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
    const what = (name: string) => ['==', ['get', 'what'], name] as never;
    map.addLayer({ id: 'circles', type: 'fill', source: 'circle', filter: what('circle'), paint: { 'fill-color': '#1f4e8c', 'fill-opacity': 0.13 } }, map.getStyle().layers.find((layer) => layer.id.startsWith('roads'))?.id);
    map.addLayer({ id: 'circle-edges', type: 'line', source: 'circle', filter: what('circle'), paint: { 'line-color': '#1f4e8c', 'line-width': 1.4 } });
    map.addLayer({ id: 'circle-ways', type: 'line', source: 'circle', filter: what('way'), layout: { 'line-join': 'round' }, paint: { 'line-color': '#9a5210', 'line-width': 1.6, 'line-dasharray': [2, 1.5] } });
    map.addLayer({ id: 'circle-route', type: 'line', source: 'circle', filter: what('route'), layout: { 'line-join': 'round', 'line-cap': 'round' }, paint: { 'line-color': '#a3261b', 'line-width': 4 } });
    map.addLayer({ id: 'circle-facilities', type: 'circle', source: 'circle', filter: what('facility'), paint: { 'circle-color': '#1f4e8c', 'circle-radius': ['interpolate', ['linear'], ['zoom'], 12, 3, 16, 6.5], 'circle-stroke-color': '#fff', 'circle-stroke-width': 1.2 } });
    map.addLayer({
      id: 'circle-names', type: 'symbol', source: 'circle', filter: what('facility'), minzoom: 14.5,
      layout: { 'text-field': ['case', ['==', ['get', 'name'], ''], ['get', 'kindName'], ['get', 'name']], 'text-font': ['Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', 'sans-serif'], 'text-size': 11, 'text-anchor': 'top', 'text-offset': [0, 0.6], 'text-max-width': 9 },
      paint: { 'text-color': '#1f4e8c', 'text-halo-color': '#fff', 'text-halo-width': 1.4 },
    });
    map.addLayer({ id: 'circle-point', type: 'circle', source: 'circle', filter: what('point'), paint: { 'circle-color': '#1d232b', 'circle-radius': 8, 'circle-stroke-color': '#fff', 'circle-stroke-width': 3 } });
  }

  private listen() {
    const { map, root } = this;
    for (const [down, layer] of [['mousedown', 'circle-point'], ['touchstart', 'circle-point']] as const)
      map.on(down, layer, (event) => {
        if ('points' in event && event.points.length > 1) return;
        event.preventDefault();
        this.dragging = { ...this.asked, to: '' };
      });
    for (const layer of ['circle-point', 'circle-facilities']) {
      map.on('mouseenter', layer, () => (map.getCanvas().style.cursor = layer === 'circle-point' ? 'grab' : 'pointer'));
      map.on('mouseleave', layer, () => (map.getCanvas().style.cursor = ''));
    }
    map.on('mousemove', (event) => this.carry(event.lngLat));
    map.on('touchmove', (event) => this.carry(event.lngLat));
    for (const name of ['mouseup', 'touchend', 'touchcancel'] as const) map.on(name, () => this.drop());
    map.on('click', (event) => {
      const [hit] = map.queryRenderedFeatures(event.point, { layers: ['circle-facilities', 'circle-point'] });
      if (hit?.properties.what === 'facility') this.turn({ ...this.asked, to: `${hit.properties.layer},${hit.properties.id}` });
      else if (!hit) this.turn({ at: write(event.lngLat), to: '' });
    });
    window.addEventListener('popstate', () => {
      const query = new URLSearchParams(location.search);
      this.turn({ at: query.get('at') ?? '', to: query.get('to') ?? '' }, false);
    });
    const middle = root.querySelector<HTMLButtonElement>('[data-middle]')!;
    middle.hidden = false;
    middle.addEventListener('click', () => this.turn({ at: write(map.getCenter()), to: '' }));
    offerCopy(root);
    root.addEventListener('click', (event) => {
      const link = (event.target as HTMLElement).closest<HTMLAnchorElement>('a[data-swap]');
      if (!link || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const query = new URL(link.href).searchParams;
      this.turn({ at: query.get('at') ?? '', to: query.get('to') ?? '' });
    });
    // Arrow keys on the map move the view; with Alt they move the point.
    map.getCanvas().addEventListener('keydown', (event) => {
      const step = { ArrowLeft: [-25, 0], ArrowRight: [25, 0], ArrowUp: [0, -25], ArrowDown: [0, 25] }[event.key];
      if (!step || !event.altKey || !this.asked.at) return;
      event.preventDefault();
      event.stopPropagation();
      const [lng, lat] = this.asked.at.split(',').map(Number);
      this.turn({ at: write({ lng: lng + step[0] / (111_320 * Math.cos((lat * Math.PI) / 180)), lat: lat - step[1] / 111_320 } as LngLat), to: '' });
    }, true);
  }

  private carry(at: LngLat) {
    if (!this.dragging) return;
    this.dragging.at = write(at);
    this.show();
    this.following.carry({ ...this.dragging });
  }

  private drop() {
    const dragged = this.dragging;
    this.dragging = null;
    if (dragged && dragged.at !== this.asked.at) this.turn(dragged);
  }

  private turn(asked: Asked, push = true) {
    this.asked = asked;
    if (push) history.pushState(null, '', this.address(asked) + location.hash);
    this.following.settle(asked);
  }

  private show() {
    const geo = this.root.querySelector<HTMLElement>('#outcome')?.dataset.geo;
    const shapes = geo ? (JSON.parse(geo) as { type: 'FeatureCollection'; features: Shape[] }) : { type: 'FeatureCollection' as const, features: [] };
    // The point itself is always under the pointer, its circles a moment later.
    if (this.dragging) for (const shape of shapes.features) if (shape.properties.what === 'point') shape.geometry.coordinates = this.dragging.at.split(',').map(Number) as [number, number];
    (this.map.getSource('circle') as GeoJSONSource).setData(shapes as never);
  }
}

export function circleOn(root: HTMLElement, map: GlMap) {
  new Circle(root, map);
  root.dataset.ready = '';
}
