const WIDTH = 760;
const LEFT = 200;
const ROW = 20;
const GAP = 34;

/**
 * Bars of seconds, a group a document, on a scale of the group's own: how the generators stand to each other is what
 * there is to see.
 *
 * @param groups `{ name, bars: [{ name, seconds, isOurs }] }`, where `seconds` is undefined for what failed.
 * @returns An SVG that can be read on light and on dark.
 */
export function plotOf(groups) {
  const parts = [];
  let y = 8;
  for (const { name, bars } of groups) {
    const most = Math.max(...bars.map(({ seconds }) => seconds ?? 0));
    parts.push(`<text x="0" y="${y + 14}" class="document">${escaped(name)}</text>`);
    y += 24;
    for (const { name: tool, seconds, isOurs } of bars) {
      const width = ((seconds ?? 0) / most) * (WIDTH - LEFT - 70);
      const told = seconds === undefined ? 'failed' : `${seconds.toFixed(2)} s`;
      parts.push(
        `<text x="${LEFT - 8}" y="${y + 14}" class="tool">${escaped(tool)}</text>`,
        `<rect x="${LEFT}" y="${y + 3}" width="${width.toFixed(1)}" height="${ROW - 6}" class="${isOurs ? 'ours' : 'peer'}"/>`,
        `<text x="${(LEFT + width + 6).toFixed(1)}" y="${y + 14}" class="seconds">${told}</text>`,
      );
      y += ROW;
    }
    y += GAP - ROW;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}" role="img" aria-label="Seconds to generate, by document and generator">
<style>
text { font: 13px system-ui, sans-serif; fill: #57606a; }
.document { font-weight: 600; }
.tool { text-anchor: end; }
.ours { fill: #1a7f37; }
.peer { fill: #8c959f; }
@media (prefers-color-scheme: dark) { text { fill: #c9d1d9; } .ours { fill: #3fb950; } .peer { fill: #6e7681; } }
</style>
${parts.join('\n')}
</svg>
`;
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
