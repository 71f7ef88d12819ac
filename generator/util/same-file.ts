/**
 * Folds a file name so that two names are equal when some file system treats them as one: NTFS and APFS ignore case, APFS
 * also the Unicode form. Uses full case folding, in which `straße` equals `STRASSE` (Unicode 15, section 3.13), since a
 * false match costs less than a lost file.
 */
export function foldFileName(name: string): string {
  // Final sigma, dotless i and the Kelvin sign change case in one direction only, hence three conversions.
  return name.normalize('NFD').toLowerCase().toUpperCase().toLowerCase().normalize('NFC');
}
