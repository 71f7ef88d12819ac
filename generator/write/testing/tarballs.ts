import { gzipSync } from 'node:zlib';

const BLOCK = 512;

/** An entry in the ustar format. @param type `0` is a file, `5` a folder, `2` a symbolic link. */
export function toEntry(path: string, content: string | Uint8Array, { type = '0' } = {}): Buffer {
  const body = Buffer.from(content);
  const header = Buffer.alloc(BLOCK);
  header.write(path, 0, 100);
  header.write('0000644\0', 100);
  header.write(`${body.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write(' '.repeat(8), 148);
  header.write(type, 156);
  header.write('ustar\x0000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return Buffer.concat([header, body, Buffer.alloc(-body.length & (BLOCK - 1))]);
}

/** A pax header for the next entry. */
export function toPax(records: Readonly<Record<string, string>>, type = 'x'): Buffer {
  const lines = Object.entries(records).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`;
    const size = Buffer.byteLength(rest);
    const whole = size + String(size + String(size).length).length;
    return `${whole}${rest}`;
  });
  return toEntry('PaxHeader', lines.join(''), { type });
}

export function packRaw(entries: readonly Uint8Array[], end = Buffer.alloc(2 * BLOCK)): Buffer {
  return gzipSync(Buffer.concat([...entries, end]));
}

/** A tarball as npm packs it, with all files in the folder `package`. */
export function packFiles(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  return packRaw(
    Object.entries(files).flatMap(([name, content]) => {
      const path = `package/${name}`;
      return Buffer.byteLength(path) > 100
        ? [toPax({ path }), toEntry('package/long', content)]
        : [toEntry(path, content)];
    }),
  );
}
