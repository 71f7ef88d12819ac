/**
 * What is wrong with the files of a package, whatever the document was: written without a look at how the
 * generator guards against it.
 */
export function faultsOf(files: ReadonlyMap<string, string>): readonly string[] {
  return [
    ...pathFaults([...files.keys()]),
    ...[...files].flatMap(([path, text]) => textFaults(path, text)),
  ];
}

/**
 * Bidirectional controls (CVE-2021-42574), what is ignored when displayed (Unicode 15, DerivedCoreProperties), controls but
 * tab and line feed, line and paragraph separators, and surrogates without a partner, which no file can hold.
 */
const HIDDEN =
  /(?![\t\n])\p{Cc}|\p{Bidi_Control}|\p{Default_Ignorable_Code_Point}|[\p{Zl}\p{Zp}]|\p{Surrogate}/u;

export function hiddenIn(text: string): string | undefined {
  // One selector after a sign that has several looks belongs to it, as in the emoji of a heart.
  const plain = text.replace(/(?<=[\p{Extended_Pictographic}\d#*])[\ufe0e\ufe0f]/gu, '');
  const found = HIDDEN.exec(plain)?.[0];
  return found === undefined ? undefined : `U+${(found.codePointAt(0) ?? 0).toString(16)}`;
}

function textFaults(path: string, text: string): readonly string[] {
  // The document is recorded as it was published.
  if (path === 'openapi.json') return [];
  const hidden = hiddenIn(text);
  return [
    ...(hidden === undefined ? [] : [`${path} holds ${hidden} as it is`]),
    ...(path.endsWith('.json') && !isJson(text) ? [`${path} is no JSON`] : []),
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

export function pathFaults(paths: readonly string[]): readonly string[] {
  const seen = new Map<string, string>();
  return paths.flatMap((path) => {
    const faults = path.split('/').flatMap((name) => nameFaults(name));
    const fold = caseFold(path);
    const other = seen.get(fold);
    seen.set(fold, path);
    if (other !== undefined) faults.push(`is ${other} on a disk that ignores case`);
    return faults.map((fault) => `${path.slice(0, 80)} ${fault}`);
  });
}

function nameFaults(name: string): readonly string[] {
  return [
    ...(/^\.{0,2}$/.test(name) ? ['leads elsewhere'] : []),
    ...(/[<>:"|?*\\]/.test(name) || hiddenIn(name) !== undefined
      ? ['has a forbidden character']
      : []),
    ...(/[. ]$|^ /.test(name) ? ['ends in a dot or a space'] : []),
    ...(DEVICE.test(name) ? ['is a device'] : []),
    // `x.ts` becomes `x.d.ts.map`.
    ...(Buffer.byteLength(name) > 255 - '.d.map'.length ? ['is too long'] : []),
  ];
}

/** All that fold together: each character by its own upper and lower case, in every form of Unicode. */
function caseFold(text: string): string {
  const simple = (each: string) =>
    [...each].map((character) => character.toUpperCase().toLowerCase()).join('');
  return simple(simple(text.normalize('NFKD')).normalize('NFKD')).replaceAll('ς', 'σ');
}
