import { OURS } from './tools.mjs';

/** Plots the results: one panel a document, one bar a tool, the fastest first. */

const PANEL = { width: 480, height: 196, gap: 20 };
const BAR = { left: 176, most: 180, height: 16, step: 25, top: 34 };

/** Light and dark colours, both with a contrast of at least 4.5 for the numbers. */
const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #24292f; }
  .title { font-size: 14px; font-weight: 600; }
  .ours { font-weight: 600; }
  .page { fill: #ffffff; }
  rect.peer { fill: #8c959f; }
  rect.ours { fill: #0969da; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .page { fill: #0d1117; }
    rect.peer { fill: #6e7681; }
    rect.ours { fill: #58a6ff; }
  }`;

const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const formatSeconds = (seconds) => `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;

function bar({ name, seconds, times, error }, at, scale) {
  const y = BAR.top + at * BAR.step;
  const kind = name === OURS ? 'ours' : 'peer';
  const [label, value] = [y + 12, `y="${y + 12}" class="${kind}"`];
  const title = `<text x="${BAR.left - 8}" y="${label}" text-anchor="end" class="${kind}">${escaped(name)}</text>`;
  if (error !== undefined || seconds === undefined)
    return `${title}<text x="${BAR.left}" ${value}>failed</text>`;
  const width = Math.max(1, seconds * scale);
  const more = name === OURS || times === undefined ? '' : ` (${times.toFixed(2)}×)`;
  return `${title}<rect class="${kind}" x="${BAR.left}" y="${y}" width="${width.toFixed(1)}" height="${BAR.height}" rx="2"/><text x="${(BAR.left + width + 6).toFixed(1)}" ${value}>${formatSeconds(seconds)}${more}</text>`;
}

/** Each panel has its own scale from zero: times differ a hundredfold between documents, but only a few times between tools. */
function panel({ title, rows }, at) {
  const measured = rows.filter(({ error }) => error === undefined);
  const scale = BAR.most / Math.max(...measured.map(({ seconds }) => seconds));
  // Infinity minus Infinity would be NaN.
  const rank = ({ error, seconds }) => (error === undefined ? seconds : Number.MAX_VALUE);
  const bars = rows.toSorted((a, b) => rank(a) - rank(b));
  const x = PANEL.gap + (at % 2) * (PANEL.width + PANEL.gap);
  const y = PANEL.gap + 28 + Math.floor(at / 2) * (PANEL.height + PANEL.gap);
  return [
    `<g transform="translate(${x} ${y})">`,
    `<text class="title" x="${BAR.left}" y="18">${escaped(title)}</text>`,
    ...bars.map((row, index) => bar(row, index, scale)),
    '</g>',
  ].join('\n');
}

/**
 * @param panels For each document a title and the rows of `compareSpeed`.
 * @returns The plot as SVG, legible on light and on dark pages.
 */
export function plotSpeed(panels) {
  const width = 2 * PANEL.width + 3 * PANEL.gap;
  const lines = Math.ceil(panels.length / 2);
  const height = 28 + PANEL.gap + lines * (PANEL.height + PANEL.gap);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="name">`,
    '<title id="name">Wall seconds of a generation, by document and tool</title>',
    `<style>${STYLE}\n</style>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    `<text x="${PANEL.gap}" y="30">Wall seconds of a generation, median; in parentheses, times ours. Each panel has its own scale.</text>`,
    ...panels.map(panel),
    '</svg>',
    '',
  ].join('\n');
}
