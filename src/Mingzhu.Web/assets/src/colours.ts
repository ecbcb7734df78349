// The colours of maps and charts; site.scss has the same as custom properties.
const read = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Five shades of one blue, light (best) to dark (worst): told apart by lightness alone, so by everyone. */
export const shades = () => [0, 1, 2, 3, 4].map((shade) => read(`--shade-${shade}`));

export const ink = () => read('--ink');
export const blue = () => read('--blue');
export const line = () => read('--line');
export const paper = () => read('--paper');
export const muted = () => read('--muted');
