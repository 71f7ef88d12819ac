// Reads what `init` and `generate` print: prose, and indented by two spaces what works word for word.

/** The prose of each block, with its lines. */
function readBlocks(output) {
  const blocks = [{ prose: '', lines: [] }];
  for (const line of output.split('\n')) {
    if (line.startsWith('  ')) blocks.at(-1).lines.push(line.slice(2));
    else if (line !== '') blocks.push({ prose: line, lines: [] });
  }
  return blocks;
}

/** The command that `init` says to run next. */
export function readNextCommand(output) {
  return findLine(output, /^npx optimum-sdkgen generate/);
}

/** What `generate` says to do: commands of a shell, and a program that calls the sandbox. */
export function readSteps(output) {
  const program = readBlocks(output).find(({ prose }) => prose === 'Write this to try.mjs:')?.lines;
  if (program === undefined) throw new Error(`No program is printed:\n${output}`);
  // After the command that runs it: the client for the sandbox, where the program has another.
  const client = /^ {2}node try\.mjs$[^]*^ {2}(const client = .*)$/m.exec(output)?.[1];
  return {
    install: findLine(output, /^npm install /),
    program: program.map((line) => (/^const client = /.test(line) ? (client ?? line) : line)),
    sandbox: findLine(output, /^npx optimum-sdkgen sandbox/),
    run: findLine(output, /^node try\.mjs$/),
  };
}

function findLine(output, pattern) {
  const line = readBlocks(output)
    .flatMap(({ lines }) => lines)
    .find((each) => pattern.test(each));
  if (line === undefined) throw new Error(`No line ${pattern} is printed:\n${output}`);
  return line;
}

/** The program as CommonJS. */
export function toCommonJs(program) {
  const body = program.map(replaceImport).join('\n');
  return `(async () => {\n${body}\n})();\n`;
}

function replaceImport(line) {
  return line.replace(/^import (\{.*\}) from ('.*');$/, 'const $1 = require($2);');
}

/** The program as a route of Next.js, which answers what the program prints. */
export function toRoute(program) {
  const [imports, ...rest] = program;
  const body = rest
    .join('\n')
    .replace(/console\.log\((.*)\);/, 'return Response.json($1 ?? null);');
  return `${imports}\n\nexport const dynamic = 'force-dynamic';\n\nexport async function GET() {\n${body}\n}\n`;
}
