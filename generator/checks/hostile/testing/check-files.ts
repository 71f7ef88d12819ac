/**
 * Checks the paths and texts of a package, whatever its document. It shares no code with the generator's own
 * checks.
 */
export function checkFiles(files: ReadonlyMap<string, string>): readonly string[] {
  return [
    ...checkPaths([...files.keys()]),
    ...[...files].flatMap(([path, text]) => checkText(path, text)),
  ];
}

/**
 * Bidirectional controls (CVE-2021-42574), characters without appearance (Unicode 15, DerivedCoreProperties), controls
 * except tab and line feed, line and paragraph separators, and lone surrogates, which a UTF-8 file cannot contain.
 */
const HIDDEN =
  /(?![\t\n])\p{Cc}|\p{Bidi_Control}|\p{Default_Ignorable_Code_Point}|[\p{Zl}\p{Zp}]|\p{Surrogate}/u;

export function findHiddenCharacter(text: string): string | undefined {
  // One variation selector after an emoji is legitimate, as in ❤️.
  const plain = text.replace(/(?<=[\p{Extended_Pictographic}\d#*])[\ufe0e\ufe0f]/gu, '');
  const found = HIDDEN.exec(plain)?.[0];
  return found === undefined ? undefined : `U+${(found.codePointAt(0) ?? 0).toString(16)}`;
}

function checkText(path: string, text: string): readonly string[] {
  // This file is the published document.
  if (path === 'openapi.json') return [];
  const hidden = findHiddenCharacter(text);
  return [
    ...(hidden === undefined ? [] : [`${path} contains ${hidden}`]),
    ...(path.endsWith('.json') && !isJson(text) ? [`${path} is not valid JSON`] : []),
  ];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Microsoft, "Naming Files, Paths, and Namespaces". */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\.|$)/i;

export function checkPaths(paths: readonly string[]): readonly string[] {
  const byFold = new Map<string, string>();
  return paths.flatMap((path) => {
    const faults = path.split('/').flatMap((name) => checkName(name));
    const fold = caseFold(path);
    const other = byFold.get(fold);
    byFold.set(fold, path);
    if (other !== undefined) faults.push(`is the same as ${other} on a disk that ignores case`);
    return faults.map((fault) => `${path.slice(0, 80)} ${fault}`);
  });
}

function checkName(name: string): readonly string[] {
  return [
    ...(/^\.{0,2}$/.test(name) ? ['leads to another folder'] : []),
    ...(/[<>:"|?*\\]/.test(name) || findHiddenCharacter(name) !== undefined
      ? ['has a forbidden character']
      : []),
    ...(/[. ]$|^ /.test(name) ? ['ends in a dot or a space'] : []),
    ...(DEVICE.test(name) ? ['is a device name'] : []),
    // `x.ts` becomes `x.d.ts.map`.
    ...(Buffer.byteLength(name) > 255 - '.d.map'.length ? ['is too long'] : []),
  ];
}

/** The same text for all paths that some file system treats as equal: by case, and by Unicode normalization. */
function caseFold(text: string): string {
  const simple = (each: string) =>
    Array.from(each, (character) => character.toUpperCase().toLowerCase()).join('');
  return simple(simple(text.normalize('NFKD')).normalize('NFKD')).replaceAll('ς', 'σ');
}
