/**
 * Whether a path template, alone or after a method, has the form of a pattern: `*` stands for a part of
 * one segment, `**` as a segment for any number of them. `/Vehicles/**` also matches `/Vehicles`.
 */
export function matcherOf(pattern: string): (text: string) => boolean {
  const [, method = '', path = ''] = /^([A-Z]+ )?(.*)$/s.exec(pattern) ?? [];
  const segments = path.replace(/^\//, '').split('/');
  const form = segments.map((segment) =>
    segment === '**' ? '(?:/[^/]*)*' : `/${within(segment)}`,
  );
  const expression = new RegExp(`^${method}${form.join('')}$`);
  return (text) => expression.test(text);
}

/** Stars in a row mean what one means, and cost no more. */
function within(segment: string): string {
  return segment
    .split(/\*+/)
    .map((text) => text.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
    .join('[^/]*');
}
