// The map of one of two scenarios ([data-compared]); both show the same ground: what moves the one moves the other.
import type { GeoJSONSource, Map as GlMap } from 'maplibre-gl';
import { swipeOn } from './swipe';
import { collection, point, points, trialLayers, way } from './trial-layers';

interface Drawn {
  gain: string;
  lose: string;
  edits: { sign: string; what: string; at: [number, number] | null; from: [number, number] | null }[];
}

const maps: GlMap[] = [];
let following = false;

export function compareOn(root: HTMLElement, map: GlMap) {
  const { gain, lose, edits } = JSON.parse(root.dataset.compared!) as Drawn;
  trialLayers(map);
  const draw = (id: string, data: never) => (map.getSource(id) as GeoJSONSource).setData(data);
  draw('gain', points(gain));
  draw('lose', points(lose));
  draw('edits', collection(edits.filter((edit) => edit.at ?? edit.from).map((edit) => point((edit.at ?? edit.from)!, edit))));
  draw('ways', collection(edits.filter((edit) => edit.at && edit.from).map((edit) => way(edit.from!, edit.at!))));
  maps.push(map);
  map.on('move', () => {
    // A jump tells of itself at once: the one that follows is not followed.
    if (following) return;
    following = true;
    for (const other of maps) if (other !== map) other.jumpTo({ center: map.getCenter(), zoom: map.getZoom() });
    following = false;
  });
  root.dataset.ready = '';
  const beside = root.parentElement!;
  if (maps.length === beside.querySelectorAll('[data-compared]').length) swipeOn(beside);
}
