/** What the runtime's types name of the web, so that the library of browsers need not be read: it is the same in both packages. */
export const STAND_INS = `
interface Blob { readonly size: number; readonly type: string; arrayBuffer(): Promise<ArrayBuffer>; slice(start?: number, end?: number): Blob; text(): Promise<string>; }
interface Headers { get(name: string): string | null; has(name: string): boolean; }
interface Response { readonly headers: Headers; readonly ok: boolean; readonly status: number; blob(): Promise<Blob>; text(): Promise<string>; }
interface AbortSignal { readonly aborted: boolean; readonly reason: unknown; throwIfAborted(): void; }
interface FormData { append(name: string, value: string | Blob): void; }
interface URLSearchParams { append(name: string, value: string): void; }
interface ReadableStream<R = unknown> { readonly locked: boolean; cancel(reason?: unknown): Promise<void>; }
interface ErrorOptions { cause?: unknown; }
`;
