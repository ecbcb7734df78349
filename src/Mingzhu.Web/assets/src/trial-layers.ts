// How a trial is drawn over a map: homes beyond reach today, homes that gain or lose, facilities that stand there, what comes, moves or goes.
import type { Map as GlMap } from 'maplibre-gl';
import { editMark } from './marks';

export const pair = (text: string | undefined): [number, number] | null => (text ? (text.split(',').map(Number) as [number, number]) : null);
export const point = (at: [number, number], properties: object = {}) => ({ type: 'Feature' as const, properties, geometry: { type: 'Point' as const, coordinates: at } });
export const collection = (features: object[]) => ({ type: 'FeatureCollection' as const, features }) as never;

/** Points written lon,lat lon,lat …, as the page has them. */
export const points = (text: string) => collection(text.split(' ').filter(Boolean).map((each) => point(pair(each)!)));

/** The line between where something stood and where it comes to stand. */
export const way = (from: [number, number], at: [number, number]) => ({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [from, at] } });

export function trialLayers(map: GlMap) {
  for (const sign of ['added', 'moved', 'removed'] as const) map.addImage(`edit-${sign}`, editMark(sign), { pixelRatio: 2 });
  for (const id of ['beyond', 'gain', 'lose', 'sites', 'edits', 'ways']) map.addSource(id, { type: 'geojson', data: collection([]) });
  const dot = (id: string, colour: string, small: number, large: number, opacity = 1) => map.addLayer({
    id, type: 'circle', source: id,
    paint: { 'circle-color': colour, 'circle-opacity': opacity, 'circle-radius': ['interpolate', ['linear'], ['zoom'], 9, small, 13, large * 0.6, 16, large], 'circle-stroke-color': '#fff', 'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 12, 0, 15, 0.8] },
  });
  dot('beyond', '#c9a227', 0.7, 3.2, 0.75);
  dot('gain', '#24693d', 1.6, 5);
  map.addLayer({ id: 'lose', type: 'circle', source: 'lose', paint: { 'circle-color': '#fff', 'circle-radius': ['interpolate', ['linear'], ['zoom'], 9, 1.6, 13, 3, 16, 5], 'circle-stroke-color': '#a3261b', 'circle-stroke-width': 1.6 } });
  map.addLayer({ id: 'ways', type: 'line', source: 'ways', paint: { 'line-color': '#1f4e8c', 'line-width': 1.6, 'line-dasharray': [2, 1.5] } });
  map.addLayer({ id: 'sites', type: 'circle', source: 'sites', paint: { 'circle-color': '#1f4e8c', 'circle-radius': ['interpolate', ['linear'], ['zoom'], 9, 2.5, 13, 5, 16, 7], 'circle-stroke-color': '#fff', 'circle-stroke-width': 1.4 } });
  map.addLayer({ id: 'edits', type: 'symbol', source: 'edits', layout: { 'icon-image': ['concat', 'edit-', ['get', 'sign']], 'icon-allow-overlap': true, 'icon-ignore-placement': true } });
}
