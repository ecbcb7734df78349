// Small pictures the map needs, drawn here so that none is loaded: the hatch for "no value" and a shape for each severity.
function canvas(size: number): CanvasRenderingContext2D {
  const element = document.createElement('canvas');
  element.width = element.height = size;
  return element.getContext('2d')!;
}

export function hatch(ground = '#f4f4f1', stroke = '#b9b9b2'): ImageData {
  const size = 16;
  const context = canvas(size);
  context.fillStyle = ground;
  context.fillRect(0, 0, size, size);
  context.strokeStyle = stroke;
  context.lineWidth = 1.6;
  for (const offset of [-size, 0, size]) {
    context.beginPath();
    context.moveTo(offset, size);
    context.lineTo(offset + size, 0);
    context.stroke();
  }
  return context.getImageData(0, 0, size, size);
}

/** △ general, ▲ serious, ◆ very serious: the same shapes as in the lists. */
export function severityMark(severity: number): ImageData {
  const size = 28;
  const context = canvas(size);
  context.lineWidth = 3;
  context.lineJoin = 'round';
  context.beginPath();
  if (severity === 2) for (const [x, y] of [[14, 3], [25, 14], [14, 25], [3, 14]]) context.lineTo(x, y);
  else for (const [x, y] of [[14, 4], [25, 23], [3, 23]]) context.lineTo(x, y);
  context.closePath();
  const colour = ['#5a6b7b', '#c0691a', '#a3261b'][severity];
  context.strokeStyle = severity === 0 ? colour : '#ffffff';
  context.fillStyle = severity === 0 ? '#ffffff' : colour;
  context.stroke();
  context.fill();
  return context.getImageData(0, 0, size, size);
}

/** Dots on amber: values that changed. */
export function dots(): ImageData {
  const size = 16;
  const context = canvas(size);
  context.fillStyle = '#faeed7';
  context.fillRect(0, 0, size, size);
  context.fillStyle = '#9a5210';
  for (const [x, y] of [[4, 4], [12, 12]]) {
    context.beginPath();
    context.arc(x, y, 2, 0, 2 * Math.PI);
    context.fill();
  }
  return context.getImageData(0, 0, size, size);
}

/** What is put, moved or taken away on the map: larger than a mark in a list, so that a finger finds it. */
export const editMark = (kind: 'added' | 'removed' | 'moved') => changeMark(kind, 52);

/** + added, × removed, → moved, ~ changed: the same signs as in the list. */
export function changeMark(kind: 'added' | 'removed' | 'moved' | 'changed', size = 36): ImageData {
  const context = canvas(size);
  context.scale(size / 36, size / 36);
  const path = (points: number[][]) => {
    context.moveTo(points[0][0], points[0][1]);
    for (const [x, y] of points.slice(1)) context.lineTo(x, y);
  };
  context.fillStyle = { added: '#24693d', removed: '#a3261b', moved: '#1f4e8c', changed: '#9a5210' }[kind];
  context.strokeStyle = '#ffffff';
  context.lineWidth = 3;
  context.beginPath();
  context.arc(18, 18, 15, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
  context.beginPath();
  if (kind === 'added') for (const line of [[[10, 18], [26, 18]], [[18, 10], [18, 26]]]) path(line);
  else if (kind === 'removed') for (const line of [[[12, 12], [24, 24]], [[24, 12], [12, 24]]]) path(line);
  else if (kind === 'moved') for (const line of [[[9, 18], [26, 18]], [[20, 12], [26, 18], [20, 24]]]) path(line);
  else path([[9, 20], [13, 15], [18, 18], [23, 21], [27, 16]]);
  context.stroke();
  return context.getImageData(0, 0, size, size);
}

/** The disc a rank is written on: filled where a site is chosen or fits, a ring where it nearly does or is only ranked, a broken ring where it can't be told. */
export function siteMark(group: 'together' | 'fits' | 'undecided' | 'near-miss' | 'alone'): ImageData {
  const size = 44;
  const context = canvas(size);
  const filled = group === 'together' || group === 'fits';
  context.strokeStyle = filled ? '#ffffff' : { 'near-miss': '#9a5210', undecided: '#5a6472', alone: '#1f4e8c' }[group];
  context.fillStyle = filled ? '#1f4e8c' : '#ffffff';
  context.lineWidth = 3;
  if (group === 'undecided') context.setLineDash([6, 5]);
  context.beginPath();
  context.arc(size / 2, size / 2, group === 'alone' ? 16 : 19, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
  return context.getImageData(0, 0, size, size);
}
