import type { Effect, Fault, FaultKind } from './fault.js';

interface Posted {
  readonly fault: Fault;
  readonly pattern: RegExp | undefined;
  /** Requests that the conditions fit. */
  seen: number;
  /** Of these, requests that were met. */
  met: number;
}

/** The faults that were asked for, and how often each has struck. */
export class FaultBoard {
  #posted: readonly Posted[] = [];

  constructor(faults: readonly Fault[] = []) {
    for (const fault of faults) this.post(fault);
  }

  post(fault: Fault): void {
    const pattern = fault.path === undefined ? undefined : patternOf(fault.path);
    this.#posted = [...this.#posted, { fault, pattern, seen: 0, met: 0 }];
  }

  clear(): void {
    this.#posted = [];
  }

  /** What is posted, with how many requests each has met. */
  get all(): readonly (Fault & { readonly met: number })[] {
    return this.#posted.map(({ fault, met }) => ({ ...fault, met }));
  }

  /** Is the documentation in this state? */
  has(kind: Extract<FaultKind, 'rotated' | 'moved'>): boolean {
    return this.#posted.some(({ fault }) => fault.kind === kind);
  }

  /** What this request meets; counts it. */
  strike(method: string, path: string): readonly Effect[] {
    return this.#posted.flatMap((posted) => {
      const { fault, pattern } = posted;
      if (fault.kind === 'rotated' || fault.kind === 'moved') return [];
      if (posted.met >= (fault.count ?? Infinity)) return [];
      if (fault.method !== undefined && fault.method !== method) return [];
      if (pattern !== undefined && !pattern.test(path)) return [];
      posted.seen += 1;
      if (fault.kind === 'error' && posted.seen % fault.oneIn !== 0) return [];
      posted.met += 1;
      return [fault];
    });
  }
}

/** `/Vehicles/*` and `/Vehicles/{id}`: one segment; `**`: any number of them. */
function patternOf(path: string): RegExp {
  const source = path
    .split(/(\*\*|\*|\{[^}]*\})/)
    .map((part, index) => {
      if (index % 2 === 0) return part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
      return part === '**' ? '.*' : '[^/]+';
    })
    .join('');
  return new RegExp(`^${source}$`, 'i');
}
