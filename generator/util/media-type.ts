/** A media type in lower case, without parameters. */
export function getEssence(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase();
}
