// Small pictures the map needs, drawn here so that none is loaded: the hatch for "no value" and a shape for each severity.
function canvas(size: number): CanvasRenderingContext2D {
  const element = document.createElement('canvas');
  element.width = element.height = size;
  return element.getContext('2d')!;
}

export function hatch(): ImageData {
  const size = 16;
  const context = canvas(size);
  context.fillStyle = '#f4f4f1';
  context.fillRect(0, 0, size, size);
  context.strokeStyle = '#b9b9b2';
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
