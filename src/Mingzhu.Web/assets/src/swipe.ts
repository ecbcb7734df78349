// Two maps of the same ground one over the other, with a line between them that is dragged or moved by keys: left of it the first, right of it the second. On a phone at once, elsewhere when asked for.
const phone = matchMedia('(max-width: 40rem)');

export function swipeOn(maps: HTMLElement) {
  const line = maps.querySelector<HTMLElement>('[role=slider]')!;
  const choice = document.querySelector<HTMLButtonElement>('[data-swipe]')!;
  const set = (share: number) => {
    const at = Math.round(Math.min(100, Math.max(0, share)));
    maps.style.setProperty('--at', `${at}%`);
    line.setAttribute('aria-valuenow', String(at));
  };
  const lay = (over: boolean) => {
    maps.classList.toggle('swiped', over);
    line.hidden = !over;
    choice.setAttribute('aria-pressed', String(over));
  };
  line.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    line.focus();
    line.setPointerCapture(event.pointerId);
  });
  line.addEventListener('pointermove', (event) => {
    if (!line.hasPointerCapture(event.pointerId)) return;
    const box = maps.getBoundingClientRect();
    set(((event.clientX - box.left) / box.width) * 100);
  });
  line.addEventListener('keydown', (event) => {
    const now = Number(line.getAttribute('aria-valuenow'));
    const next = ({ ArrowLeft: now - 2, ArrowDown: now - 2, ArrowRight: now + 2, ArrowUp: now + 2, PageDown: now - 20, PageUp: now + 20, Home: 0, End: 100 } as Record<string, number>)[event.key];
    if (next === undefined) return;
    event.preventDefault();
    set(next);
  });
  choice.addEventListener('click', () => lay(!maps.classList.contains('swiped')));
  phone.addEventListener('change', () => lay(phone.matches));
  choice.hidden = false;
  set(50);
  lay(phone.matches);
}
