/** Every tag with the names of its attributes, whose values are all quoted. */
export function tagsOf(html: string): readonly string[] {
  const markup = html.replace(/<(script|style)>[^]*?<\/\1>/g, '');
  return markup
    .split('<')
    .slice(1)
    .map((rest) => {
      const [tag = rest] = /^[^>]*/.exec(rest) ?? [];
      return tag.replace(/="[^"]*"/g, '');
    });
}
