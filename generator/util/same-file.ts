/**
 * Equal for two names that some disk takes for one: NTFS and APFS ignore case, APFS the Unicode form too, and by the
 * long rules, in which `straße` is `STRASSE` (Unicode 15, section 3.13). Rather too much is the same than too little.
 */
export function foldFileName(name: string): string {
  // Final sigma, dotless i and the Kelvin sign meet their likes in one direction only.
  return name.normalize('NFD').toLowerCase().toUpperCase().toLowerCase().normalize('NFC');
}
