/** The default port of `sandbox`. */
export const SANDBOX_PORT = 4010;

/** Public, because the sandbox has nothing to protect. */
export const SANDBOX_CREDENTIALS = {
  clientId: 'sandbox-client',
  clientSecret: 'sandbox-secret',
} as const;
