'use strict';
/*
 * Loaded into the program with `--require`: counts its changes to the disk, and breaks one of them off.
 *   BROKEN_DISK={"at":12,"how":"kill"}    SIGKILL before the 12th change
 *   BROKEN_DISK={"at":12,"how":"ENOSPC"}  the 12th change and all after it are refused with that code
 *   BROKEN_DISK={"how":"EACCES"}          changes in a folder without write permission are refused, as they are to anyone but root
 *   BROKEN_DISK={"tell":"<file>"}         writes how many there were
 */
const fs = require('node:fs');
const promises = require('node:fs/promises');
const { dirname } = require('node:path');

const { at, how, tell } = JSON.parse(process.env.BROKEN_DISK);
const CHANGES = ['open', 'mkdir', 'rename', 'rm', 'rmdir', 'unlink', 'writeFile', 'appendFile'];
const { writeFileSync } = fs;
let changes = 0;

/** To open a file for reading changes nothing. */
const isChange = (name, words) => name !== 'open' || /[wa+]/.test(String(words[1] ?? 'r'));

/** Whether the folder in which a path is, or the nearest one that exists, lets its owner write. */
function isWritable(path) {
  const folder = dirname(String(path));
  const stats = fs.statSync(folder, { throwIfNoEntry: false });
  return stats ? (stats.mode & 0o200) !== 0 : isWritable(folder);
}

function isRefused(name, words) {
  if (how === 'EACCES') return !words.slice(0, name === 'rename' ? 2 : 1).every(isWritable);
  return at !== undefined && changes >= at;
}

for (const name of CHANGES) {
  const original = promises[name];
  promises[name] = (...words) => {
    if (!isChange(name, words)) return original(...words);
    changes += 1;
    if (!isRefused(name, words)) return original(...words);
    if (how === 'kill') process.kill(process.pid, 'SIGKILL');
    const error = new Error(`${how}: refused by the test, ${name} '${String(words[0])}'`);
    return Promise.reject(Object.assign(error, { code: how, syscall: name, path: words[0] }));
  };
}
if (tell !== undefined) process.on('exit', () => writeFileSync(tell, String(changes)));
