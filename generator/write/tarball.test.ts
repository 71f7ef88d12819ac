import { gzipSync } from 'node:zlib';
import { DocumentRefusedError } from '../errors.js';
import { parseTarball } from './tarball.js';
import { packFiles, packRaw, toEntry, toPax } from './testing/tarballs.js';

const PADDING = Buffer.alloc(1024);

describe('a tarball', () => {
  it('is read as npm writes it, without the folder of all files', () => {
    const long = `src/${'a'.repeat(90)}/${'ß'.repeat(40)}.ts`;
    const files = { 'package.json': '{}', [long]: 'text', 'src/empty.ts': '' };
    const read = parseTarball(packFiles(files));
    expect(Object.fromEntries([...read].map(([path, bytes]) => [path, bytes.toString()]))).toEqual(
      files,
    );
  });

  it('may have folders', () => {
    const folder = toEntry('package/src/', '', { type: '5' });
    const read = parseTarball(packRaw([folder, toEntry('package/a', '1')]));
    expect([...read.keys()]).toEqual(['a']);
  });

  const file = toEntry('package/a', '1');
  it.each<[string, Uint8Array, string]>([
    ['no gzip', Buffer.from('a'), 'is not compressed with gzip'],
    ['half of one', packFiles({ a: '1'.repeat(5000) }).subarray(0, 40), 'or incomplete'],
    ['nothing', packRaw([]), 'has no files'],
    ['other bytes', gzipSync(Buffer.alloc(512, 'a')), 'is not in the ustar format'],
    ['a path out of it', packRaw([toEntry('package/../../a', '')]), 'a path that has a segment'],
    ['an absolute path', packRaw([toEntry('/etc/passwd', '')]), 'a path that is absolute'],
    ['a drive', packRaw([toEntry('C:/a', '')]), 'a path that is absolute'],
    ['a backslash', packRaw([toEntry('package/..\\a', '')]), 'a path that has a backslash'],
    ['a path in a header', packRaw([toPax({ path: '../a' }), file]), 'a path that has a segment'],
    ['a folder out of it', packRaw([toEntry('../', '', { type: '5' })]), 'a path that has'],
    ['a file beside its folder', packRaw([toEntry('a', '')]), 'beside its folder'],
    ['a file twice', packRaw([file, file]), 'has "a" twice'],
    ['a file in two cases', packRaw([file, toEntry('package/A', '')]), 'has "A" twice'],
    ['a file in two folders', packRaw([file, toEntry('other/a', '')]), 'has "a" twice'],
    ['a symbolic link', packRaw([toEntry('package/a', '', { type: '2' })]), 'neither a file'],
    ['a hard link', packRaw([toEntry('package/a', '', { type: '1' })]), 'neither a file'],
    ['a device', packRaw([toEntry('package/a', '', { type: '3' })]), 'neither a file'],
    ['a global header', packRaw([toPax({ path: 'b' }, 'g'), file]), 'neither a file'],
    ['a name of GNU tar', packRaw([toEntry('x', 'package/b', { type: 'L' }), file]), 'neither'],
    ['a size in a header', packRaw([toPax({ size: '5' }), file]), 'a pax header with "size"'],
    ['two headers', packRaw([toPax({ path: 'p/b' }), toPax({ path: 'p/c' }), file]), 'two pax'],
    ['a damaged header', packRaw([Buffer.from(file).fill(65, 0, 1)]), 'has a damaged header'],
    ['less than it says', packRaw([file.subarray(0, 512)], Buffer.alloc(0)), 'is incomplete'],
    ['data after its end', packRaw([file, PADDING, toEntry('package/b', '')]), 'after its end'],
  ])('is refused with %s', (_, bytes, message) => {
    const parse = () => parseTarball(bytes);
    expect(parse).toThrow(DocumentRefusedError);
    expect(parse).toThrow(message);
  });

  it('is refused when it unpacks to too much', () => {
    const bytes = packFiles({ a: 'x'.repeat(10_000) });
    expect(() => parseTarball(bytes, 5_000)).toThrow('unpacks to more than 5000 bytes');
    expect(parseTarball(bytes, 20_000).size).toBe(1);
  });
});
