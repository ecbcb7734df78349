// Trying facilities on the map (.trying): putting, dragging, taking away. While the pointer moves the server says what that would do, one request at a time;
// when it rests, the page for the new address is fetched and its parts take the places of the old ones. Without this script the same page works by forms and links.
import type { GeoJSONSource, LngLat, Map as GlMap, MapGeoJSONFeature, MapMouseEvent, MapTouchEvent } from 'maplibre-gl';
import { Following, offerCopy, refuse } from './following';
import { collection, pair, point, points, trialLayers, way } from './trial-layers';

interface Start {
  lines: string[];
  kind: string;
  layer: string;
  name: string;
  level: string;
  indicator: string;
  most: number;
  path: string;
  live: string;
  sites: string;
  beyond: string;
  words: Record<'remove' | 'moveHere' | 'takeBack' | 'close' | 'failed' | 'many', string>;
}

interface Site {
  layer: string;
  id: string;
  name: string;
  lon: number;
  lat: number;
}

interface Edit {
  line: string;
  sign: string;
  what: string;
  at: [number, number] | null;
  from: [number, number] | null;
}

type Sizes = Record<string, string>;

const degrees = (value: number) => String(Math.round(value * 1e6) / 1e6);

/** The place at the end of a change that puts something. */
export function moved(line: string, at: { lng: number; lat: number }): string {
  const words = line.split(',');
  const first = words[0] === 'move' ? 3 : 2;
  words[first] = degrees(at.lng);
  words[first + 1] = degrees(at.lat);
  return words.join(',');
}

class Trying {
  private readonly start: Start;
  private lines: string[];
  private sites: Site[] = [];
  private readonly following: Following<string[]>;
  private focus?: number;
  private typed = '';
  private drag: { index: number; lines: string[]; moved: boolean } | null = null;

  constructor(private readonly root: HTMLElement, private readonly map: GlMap) {
    this.start = JSON.parse(root.dataset.trying!) as Start;
    this.lines = [...this.start.lines];
    this.following = new Following<string[]>({
      page: (lines) => this.address(lines),
      live: (lines) => `${this.start.live}?${this.query(lines)}`,
      parts: ['edits', 'keep', 'files', 'outcome'],
      shown: (page, settled) => this.shown(page, settled),
      refused: (why) => refuse(root, why ?? this.start.words.failed),
    });
    this.draw();
    this.listen();
    this.show();
    void this.load();
    // What was put by name is from now on in the address as what it is.
    if (new URLSearchParams(location.search).has('spot') && root.dataset.address) history.replaceState(null, '', root.dataset.address + location.hash);
  }

  private source(id: string): GeoJSONSource {
    return this.map.getSource(id) as GeoJSONSource;
  }

  private draw() {
    trialLayers(this.map);
  }

  private listen() {
    const { map } = this;
    for (const layer of ['edits', 'sites']) {
      map.on('mousedown', layer, (event) => this.grab(event, event.features?.[0]));
      map.on('touchstart', layer, (event) => event.points.length === 1 && this.grab(event, event.features?.[0]));
      map.on('mouseenter', layer, () => (map.getCanvas().style.cursor = 'grab'));
      map.on('mouseleave', layer, () => (map.getCanvas().style.cursor = ''));
    }
    map.on('mousemove', (event) => this.carry(event.lngLat));
    map.on('touchmove', (event) => this.carry(event.lngLat));
    map.on('mouseup', () => this.drop());
    map.on('touchend', () => this.drop());
    map.on('touchcancel', () => this.drop());
    window.addEventListener('mouseup', () => this.drop());
    map.on('click', (event) => this.click(event));
    window.addEventListener('popstate', () => this.turn(this.linesOf(new URL(location.href)), false));
    document.addEventListener('keydown', (event) => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, select, textarea');
      if ((event.ctrlKey || event.metaKey) && event.key === 'z' && !typing && this.lines.length) {
        event.preventDefault();
        this.turn(this.lines.slice(0, -1));
      }
      if (event.key === 'Escape') this.card()?.remove();
    });
    const middle = this.root.querySelector<HTMLButtonElement>('[data-middle]')!;
    middle.hidden = false;
    middle.addEventListener('click', () => this.put(map.getCenter()));
    offerCopy(this.root);
    // A name that is being typed outlives the parts that are put in place meanwhile.
    this.root.addEventListener('input', (event) => {
      if (event.target instanceof HTMLInputElement && event.target.name === 'name') this.typed = event.target.value;
    });
    for (const select of this.root.querySelectorAll<HTMLSelectElement>('[data-go]'))
      select.addEventListener('change', () => {
        const query = new URL(this.address(this.lines), location.href);
        query.searchParams.set(select.name, select.value);
        if (select.name === 'kind') query.searchParams.delete('indicator');
        location.assign(plainly(query) + location.hash);
      });
    this.root.addEventListener('click', (event) => {
      const link = (event.target as HTMLElement).closest<HTMLAnchorElement>('a[data-swap], a[data-undo]');
      if (!link || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.turn(this.linesOf(new URL(link.href)));
    });
    this.root.addEventListener('keydown', (event) => this.nudge(event));
  }

  private async load() {
    const [sites, beyond] = await Promise.all([fetch(this.start.sites), fetch(this.start.beyond)]);
    if (sites.ok) this.sites = ((await sites.json()) as { sites: Site[] }).sites;
    this.show();
    if (!beyond.ok) return;
    const { points } = (await beyond.json()) as { points: number[] };
    this.source('beyond').setData(collection(Array.from({ length: points.length / 2 }, (_, at) => point([points[2 * at], points[2 * at + 1]]))));
  }

  private linesOf(address: URL): string[] {
    return address.searchParams.getAll('c').filter((line) => line !== '');
  }

  private query(lines: string[]): string {
    const query = new URLSearchParams(lines.map((line) => ['c', line]));
    query.append('kind', this.start.kind);
    if (this.start.indicator) query.append('indicator', this.start.indicator);
    if (this.start.level !== 'subdistrict') query.append('level', this.start.level);
    return query.toString().replaceAll('%2C', ',');
  }

  private address(lines: string[]): string {
    return `${this.start.path}?${this.query(lines)}${lines.length || !this.start.path.includes('/scenarios/') ? '' : '&c='}`;
  }

  /** The changes as the page lists them, where one of them may be on its way. */
  private edits(lines: string[]): Edit[] {
    const listed = [...this.root.querySelectorAll<HTMLElement>('#edits li')].map((row) => ({
      line: row.dataset.line!, sign: row.dataset.sign!, what: row.dataset.what!, at: pair(row.dataset.at), from: pair(row.dataset.from),
    }));
    return lines.map((line) => {
      const words = line.split(',');
      const known = listed.find((edit) => edit.line === line);
      if (known) return known;
      const site = words[0] === 'add' ? undefined : this.sites.find((each) => each.layer === decodeURIComponent(words[1]) && each.id === decodeURIComponent(words[2]));
      const was = listed.find((edit) => edit.line.startsWith(words.slice(0, 3).join(',') + ','));
      const from: [number, number] | null = site ? [site.lon, site.lat] : (was?.from ?? null);
      const first = words[0] === 'move' ? 3 : 2;
      return {
        line, sign: { add: 'added', move: 'moved', remove: 'removed' }[words[0]] ?? 'added', what: site?.name || this.start.name,
        at: words[0] === 'remove' ? null : [Number(words[first]), Number(words[first + 1])], from,
      };
    });
  }

  private show(lines = this.lines) {
    const edits = this.edits(lines);
    const gone = new Set(lines.map((line) => line.split(',')).filter(([act]) => act !== 'add').map((words) => `${decodeURIComponent(words[1])} ${decodeURIComponent(words[2])}`));
    this.source('sites').setData(collection(this.sites.filter((site) => !gone.has(`${site.layer} ${site.id}`)).map((site) => point([site.lon, site.lat], { layer: site.layer, id: site.id, name: site.name }))));
    this.source('edits').setData(collection(edits.map((edit, index) => ({ edit, index })).filter(({ edit }) => edit.at ?? edit.from).map(({ edit, index }) => point((edit.at ?? edit.from)!, { index, sign: edit.sign, what: edit.what }))));
    this.source('ways').setData(collection(edits.filter((edit) => edit.at && edit.from).map((edit) => way(edit.from!, edit.at!))));
    const outcome = this.root.querySelector<HTMLElement>('#outcome');
    for (const id of ['gain', 'lose']) this.source(id).setData(points(outcome?.dataset[id] ?? ''));
  }

  private grab(event: MapMouseEvent | MapTouchEvent, feature?: MapGeoJSONFeature) {
    if (!feature || this.drag || ('button' in event.originalEvent && event.originalEvent.button !== 0)) return;
    event.preventDefault();
    const { index, layer, id, sign } = feature.properties as { index?: number; layer?: string; id?: string; sign?: string };
    if (sign === 'removed') return;
    this.drag = index === undefined
      ? { index: this.lines.length, lines: [...this.lines, `move,${encodeURIComponent(layer!)},${encodeURIComponent(id!)},0,0`], moved: false }
      : { index, lines: [...this.lines], moved: false };
  }

  private carry(at: LngLat) {
    if (!this.drag) return;
    if (!this.drag.moved) {
      if (this.drag.lines.length > this.start.most) return;
      this.drag.moved = true;
      this.card()?.remove();
      this.map.getCanvas().style.cursor = 'grabbing';
    }
    this.drag.lines[this.drag.index] = moved(this.drag.lines[this.drag.index], at);
    this.show(this.drag.lines);
    this.following.carry([...this.drag.lines]);
  }

  private drop() {
    const drag = this.drag;
    this.drag = null;
    this.map.getCanvas().style.cursor = '';
    if (drag?.moved) this.turn(drag.lines);
  }

  private click(event: MapMouseEvent) {
    const [hit] = this.map.queryRenderedFeatures(event.point, { layers: ['edits', 'sites'] });
    this.card()?.remove();
    if (hit) this.tell(hit);
    else this.put(event.lngLat);
  }

  private put(at: { lng: number; lat: number }) {
    if (this.lines.length >= this.start.most) return refuse(this.root, this.start.words.many);
    this.turn([...this.lines, moved(`add,${this.start.kind},0,0${this.sizes()}`, at)]);
  }

  private sizes(): string {
    const form = new FormData(this.root.querySelector<HTMLFormElement>('#put')!);
    const said: Sizes = Object.fromEntries(['floor', 'site', 'area', 'class'].map((key) => [key, String(form.get(key) ?? '').trim()]));
    return Object.entries(said).filter(([, value]) => value).map(([key, value]) => `,${key}=${encodeURIComponent(value)}`).join('');
  }

  private card = () => this.map.getContainer().querySelector('.clicked.over');

  private tell(hit: MapGeoJSONFeature) {
    const { words } = this.start;
    const { index, layer, id, name, what } = hit.properties as { index?: number; layer?: string; id?: string; name?: string; what?: string };
    const make = <T extends keyof HTMLElementTagNameMap>(tag: T, text: string, className = '') => Object.assign(document.createElement(tag), { textContent: text, className });
    const box = make('aside', '', 'clicked over');
    const close = Object.assign(make('button', '×', 'close'), { type: 'button', onclick: () => box.remove() });
    close.setAttribute('aria-label', words.close);
    const act = make('button', index === undefined ? words.remove : words.takeBack, 'btn');
    act.onclick = () => {
      box.remove();
      this.turn(index === undefined ? [...this.lines, `remove,${encodeURIComponent(layer!)},${encodeURIComponent(id!)}`] : this.lines.filter((_, at) => at !== index));
    };
    box.append(close, make('h2', what ?? (name || id!)), ...(index === undefined ? [make('p', words.moveHere, 'note')] : []), act);
    this.map.getContainer().append(box);
    act.focus();
  }

  private nudge(event: KeyboardEvent) {
    const grip = (event.target as HTMLElement).closest('.grip');
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!grip || !step) return;
    event.preventDefault();
    const row = grip.closest<HTMLElement>('li')!;
    const index = [...row.parentElement!.children].indexOf(row);
    const at = this.edits(this.lines)[index].at!;
    const metres = event.shiftKey ? 250 : 25;
    const lines = [...this.lines];
    lines[index] = moved(lines[index], { lng: at[0] + (step[0] * metres) / (111_320 * Math.cos((at[1] * Math.PI) / 180)), lat: at[1] + (step[1] * metres) / 111_320 });
    this.turn(lines, true, index);
  }

  /** Takes other changes: the address says them, the page follows. */
  private turn(lines: string[], push = true, focus?: number) {
    this.lines = lines;
    this.focus = focus;
    if (push) history.pushState(null, '', this.address(lines) + location.hash);
    this.show();
    this.following.settle(lines);
  }

  private shown(page: Document, settled: boolean) {
    if (settled) {
      refuse(this.root, page.querySelector('.layers .refusal')?.textContent ?? null);
      const name = this.root.querySelector<HTMLInputElement>('#keep input[name=name]');
      if (name && this.typed) name.value = this.typed;
      this.ready(this.focus);
    }
    this.show(this.drag?.moved ? this.drag.lines : this.lines);
  }

  private ready(focus?: number) {
    const grips = this.root.querySelectorAll<HTMLButtonElement>('.grip');
    grips.forEach((grip) => (grip.hidden = false));
    if (focus !== undefined) grips[focus]?.focus();
    // The forms for the next one and for the level carry the changes too.
    for (const form of this.root.querySelectorAll<HTMLFormElement>('#put, form.level')) {
      form.querySelectorAll('input[name=c]').forEach((input) => input.remove());
      form.prepend(...this.lines.map((line) => Object.assign(document.createElement('input'), { type: 'hidden', name: 'c', value: line })));
    }
  }
}

const plainly = (address: URL) => address.pathname + address.search.replaceAll('%2C', ',');

export function tryOn(root: HTMLElement, map: GlMap) {
  root.querySelectorAll<HTMLElement>('.grip').forEach((grip) => (grip.hidden = false));
  new Trying(root, map);
  root.dataset.ready = '';
}
