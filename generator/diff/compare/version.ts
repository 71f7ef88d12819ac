/** Whether a version is earlier than another: by semver.org 2.0.0, section 11, or by date. False for other texts. */
export function isEarlierVersion(version: string, than: string): boolean {
  const [is, was] = [parseVersion(version), parseVersion(than)];
  if (is === undefined || was === undefined || is.isDate !== was.isDate) return false;
  const order = compareParts(is.numbers, was.numbers, '0');
  // A prerelease comes before its release.
  if (order !== 0 || is.prerelease.length * was.prerelease.length > 0)
    return (order || compareParts(is.prerelease, was.prerelease, '')) < 0;
  return is.prerelease.length > 0;
}

interface Version {
  readonly isDate: boolean;
  readonly numbers: readonly string[];
  readonly prerelease: readonly string[];
}

/** Of `v1.2`, `1.0.0-rc.1+build` and `2024-05-01-preview`; undefined for other texts. */
function parseVersion(text: string): Version | undefined {
  const [all, date, numbers = '', prerelease] =
    /^(?:(\d{4}-\d\d-\d\d)|v?(\d+(?:\.\d+)*))(?:-([\w.-]+))?(?:\+.*)?$/i.exec(text.trim()) ?? [];
  if (all === undefined) return undefined;
  return {
    isDate: date !== undefined,
    numbers: date?.split('-') ?? numbers.split('.'),
    prerelease: prerelease?.split('.') ?? [],
  };
}

/** Negative if `a` comes first: numbers by size and before texts, texts by code unit. */
function compareParts(a: readonly string[], b: readonly string[], missing: string): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const [x, y] = [a[index] ?? missing, b[index] ?? missing];
    const [isNumber, isOtherNumber] = [x, y].map((part) => /^\d+$/.test(part));
    if (x === y) continue;
    if (x === '' || y === '') return x === '' ? -1 : 1;
    if (isNumber && isOtherNumber) {
      if (Number(x) !== Number(y)) return Number(x) - Number(y);
    } else if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
    else return x < y ? -1 : 1;
  }
  return 0;
}
