/** The name of the package that this runtime is in; the generator replaces it. */
export const PACKAGE_NAME = 'sdk';
