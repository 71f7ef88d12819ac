/** `console` is one. What is told holds no secret: URLs come without query values, headers by an allowlist. */
export interface Logger {
  readonly debug?: LogMethod | undefined;
  readonly info?: LogMethod | undefined;
  readonly warn?: LogMethod | undefined;
  readonly error?: LogMethod | undefined;
}

export type LogMethod = (message: string, details?: Readonly<Record<string, unknown>>) => void;
