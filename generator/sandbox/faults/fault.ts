/** What may go wrong, on demand. */
export type Effect =
  /** Milliseconds before the answer begins. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** Headers and half of the body, then nothing, with the connection open. */
  | { readonly kind: 'stalled' }
  /** The connection is reset (TCP RST) instead of an answer. */
  | { readonly kind: 'reset' }
  /** Half of the body, sent as if it were all. */
  | { readonly kind: 'truncated' }
  /** A page with status 200 in the answer's place, as a proxy's login page is. */
  | { readonly kind: 'html' }
  /** Status 500 for each n-th request that is met. */
  | { readonly kind: 'error'; readonly oneIn: number }
  /** Every token issued before this request is refused from it on. */
  | { readonly kind: 'revoked' }
  /** `v1` has become `v2`: the page announces the one, the other is gone. Until it is cleared. */
  | { readonly kind: 'rotated' }
  /** The documentation page is at `/docs/index.html`, and no longer where it was. Until it is cleared. */
  | { readonly kind: 'moved' };

export type FaultKind = Effect['kind'];

/** An effect, and whom it meets; what is left out meets everything. */
export type Fault = Effect & {
  readonly method?: string;
  /** `/Vehicles/*`: `*` or `{name}` stands for one segment, `**` for any number. Case is ignored, as ASP.NET does. */
  readonly path?: string;
  /** How many requests it meets before it is over. */
  readonly count?: number;
};

/** What each kind takes beside `kind`; `amount` is its number. */
interface Shape {
  readonly amount?: 'milliseconds' | 'oneIn';
  /** What the number is when none is given; without it, one must be. */
  readonly usual?: number;
  /** False for what the documentation is until cleared: it meets no request in particular. */
  readonly meets: boolean;
  /** How many requests it meets unless told otherwise; any number when left out. */
  readonly usualCount?: number;
}

export const SHAPES: Readonly<Record<FaultKind, Shape>> = {
  slow: { amount: 'milliseconds', meets: true },
  stalled: { meets: true },
  reset: { meets: true },
  truncated: { meets: true },
  html: { meets: true },
  error: { amount: 'oneIn', usual: 1, meets: true },
  revoked: { meets: true, usualCount: 1 },
  rotated: { meets: false },
  moved: { meets: false },
};

export const FAULT_KINDS = Object.keys(SHAPES) as readonly FaultKind[];
