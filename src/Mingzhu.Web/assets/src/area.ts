// An area on a map (sheet.area): shown as it is, or drawn corner by corner into the textarea of the form beside it ([data-drawing]).
import type { GeoJSONSource, Map as GlMap, MapMouseEvent, MapTouchEvent } from 'maplibre-gl';

type Corner = [number, number];
type Shape = { type: string; coordinates: unknown };

const few = 80;
const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7;

export function areaOn(map: GlMap, area: { shape: string | null; behind: string | null; draw: boolean }, root: HTMLElement | null) {
  let shape = area.shape ? (JSON.parse(area.shape) as Shape) : null;
  const behind = area.behind ? (JSON.parse(area.behind) as Shape) : null;
  const collection = (...shapes: (Shape | null)[]) => ({ type: 'FeatureCollection', features: shapes.flatMap((geometry) => (geometry ? [{ type: 'Feature', properties: {}, geometry }] : [])) }) as never;
  map.addSource('behind', { type: 'geojson', data: collection(behind) });
  map.addSource('area', { type: 'geojson', data: collection(shape) });
  map.addSource('corners', { type: 'geojson', data: collection() });
  map.addLayer({ id: 'behind', type: 'line', source: 'behind', paint: { 'line-color': '#5a6472', 'line-width': 2, 'line-dasharray': [3, 2] } });
  map.addLayer({ id: 'area-fill', type: 'fill', source: 'area', paint: { 'fill-color': '#1f4e8c', 'fill-opacity': 0.18 } });
  map.addLayer({ id: 'area-edge', type: 'line', source: 'area', paint: { 'line-color': '#1f4e8c', 'line-width': 2.5 } });
  map.addLayer({ id: 'corners', type: 'circle', source: 'corners', paint: { 'circle-color': '#ffffff', 'circle-radius': 6, 'circle-stroke-color': '#1f4e8c', 'circle-stroke-width': 2.5 } });
  const [tools, text] = [root?.querySelector<HTMLElement>('[data-drawing]'), root?.querySelector<HTMLTextAreaElement>('textarea')];
  if (!area.draw || !tools || !text) return;

  // An outline with holes, in pieces or of very many corners is taken as it is; it can be drawn anew, not dragged.
  const simple = (from: Shape | null): Corner[] | null => {
    const rings = from?.type === 'Polygon' ? (from.coordinates as Corner[][]) : [];
    return rings.length === 1 && rings[0].length <= few ? rings[0].slice(0, -1) : null;
  };
  let corners: Corner[] = simple(shape) ?? [];
  let adding = !shape;
  const says = tools.querySelector<HTMLElement>('[data-says]')!;

  const show = () => {
    if (corners.length > 2) shape = { type: 'Polygon', coordinates: [[...corners, corners[0]]] };
    (map.getSource('corners') as GeoJSONSource).setData(collection(...corners.map((coordinates) => ({ type: 'Point', coordinates }))));
    (map.getSource('area') as GeoJSONSource).setData(collection(corners.length === 2 ? { type: 'LineString', coordinates: corners } : shape));
    says.textContent = !adding ? '' : corners.length < 3 ? says.dataset[corners.length ? 'more' : 'corner']! : says.dataset.ready!;
    map.getCanvas().style.cursor = adding ? 'crosshair' : '';
  };
  const change = () => {
    show();
    text.value = corners.length > 2 ? JSON.stringify(shape) : '';
    text.dispatchEvent(new Event('input', { bubbles: true }));
  };
  tools.hidden = false;
  map.doubleClickZoom.disable();
  map.on('click', (event) => {
    if (!adding || dragged) return;
    corners.push([round(event.lngLat.lng), round(event.lngLat.lat)]);
    change();
  });
  tools.addEventListener('click', (event) => {
    const act = (event.target as HTMLElement).dataset.do;
    if (act === 'anew') [corners, shape, adding] = [[], null, true];
    else if (act === 'undo') corners.pop();
    else return;
    if (act === 'undo' && corners.length < 3) shape = null;
    change();
  });

  let dragged = false;
  const drag = (start: MapMouseEvent | MapTouchEvent) => {
    const at = corners.findIndex((corner) => {
      const { x, y } = map.project(corner);
      return Math.hypot(x - start.point.x, y - start.point.y) < 12;
    });
    if (at < 0) return;
    start.preventDefault();
    dragged = true;
    const move = (event: MapMouseEvent | MapTouchEvent) => {
      corners[at] = [round(event.lngLat.lng), round(event.lngLat.lat)];
      change();
    };
    const end = () => {
      map.off('mousemove', move);
      map.off('touchmove', move);
      setTimeout(() => (dragged = false));
    };
    map.on('mousemove', move);
    map.on('touchmove', move);
    map.once('mouseup', end);
    map.once('touchend', end);
  };
  map.on('mousedown', drag);
  map.on('touchstart', drag);
  show();
}
