// The applications: what each `create` command of a bundler or framework sets up, cut down to one call. Files by path.

/** What every application calls. */
const CALL = (ending, api, client) => `import { OptimumClient } from '${api}index${ending}';

export async function countVehicles(): Promise<string> {
  const client = new OptimumClient(${json(client)});
  const vehicles = await client.vehicles.list();
  return \`\${vehicles.length} vehicles, first \${vehicles[0]?.registrationNumber}\`;
}
`;

const MAIN = (ending) => `import { countVehicles } from './call${ending}';

void countVehicles().then((text) => console.log(text));
`;

/** The strict settings of `create-vite`, and what else TypeScript has. */
const STRICTEST = {
  strict: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noFallthroughCasesInSwitch: true,
  noUncheckedSideEffectImports: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
};

const ENDINGS = { js: '.js', ts: '.ts', none: '' };
const json = (value) => JSON.stringify(value, null, 2);

/** ts-loader type-checks too. With `js`, webpack has to be told which files are meant. */
export function webpackApp(extension, client, compilerOptions) {
  const ending = ENDINGS[extension];
  return {
    'src/call.ts': CALL(ending, './api/', client),
    'src/main.ts': MAIN(ending),
    'tsconfig.json': json({
      compilerOptions: {
        target: 'es2017',
        lib: ['es2022', 'dom', 'dom.iterable'],
        module: 'esnext',
        moduleResolution: 'bundler',
        ...compilerOptions,
      },
    }),
    'webpack.config.cjs': `module.exports = {
  mode: 'production',
  target: 'node',
  entry: './src/main.ts',
  output: { path: __dirname + '/dist', filename: 'main.cjs' },
  module: { rules: [{ test: /\\.ts$/, loader: 'ts-loader' }] },
  resolve: {
    extensions: ['.ts', '.js'],${extension === 'js' ? "\n    extensionAlias: { '.js': ['.ts', '.js'] }," : ''}
  },
};
`,
  };
}

export function viteApp(extension, client) {
  const ending = ENDINGS[extension];
  return {
    'src/call.ts': CALL(ending, './api/', client),
    'src/main.ts': MAIN(ending),
    'tsconfig.json': json({
      compilerOptions: {
        target: 'es2022',
        lib: ['ES2022', 'DOM', 'DOM.Iterable'],
        types: [],
        module: 'esnext',
        moduleResolution: 'bundler',
        moduleDetection: 'force',
        allowImportingTsExtensions: true,
        noEmit: true,
        ...STRICTEST,
      },
      include: ['src'],
    }),
    'vite.config.mjs': `export default { build: { ssr: 'src/main.ts', outDir: 'dist', rolldownOptions: { output: { entryFileNames: 'main.mjs' } } }, logLevel: 'warn' };\n`,
  };
}

/** Prerendered, so that the page calls the API while it is built. */
export function nextApp(extension, client) {
  const ending = ENDINGS[extension];
  return {
    'app/call.ts': CALL(ending, '../src/api/', client),
    'app/layout.tsx': `export default function Layout({ children }: { readonly children: React.ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
`,
    'app/page.tsx': `import { countVehicles } from './call${ending}';

export default async function Page() {
  return <p>{await countVehicles()}</p>;
}
`,
    'next.config.mjs': `export default { turbopack: { root: import.meta.dirname + '/../..' } };\n`,
    'package.json': json({ private: true }),
    'tsconfig.json': json({
      compilerOptions: {
        target: 'ES2017',
        lib: ['dom', 'dom.iterable', 'esnext'],
        module: 'esnext',
        moduleResolution: 'bundler',
        jsx: 'react-jsx',
        allowJs: true,
        skipLibCheck: true,
        esModuleInterop: true,
        resolveJsonModule: true,
        isolatedModules: true,
        incremental: true,
        noEmit: true,
        strict: true,
        ...(extension === 'ts' && { allowImportingTsExtensions: true }),
        plugins: [{ name: 'next' }],
      },
      include: ['**/*.ts', '**/*.tsx', '.next/types/**/*.ts'],
      exclude: ['node_modules'],
    }),
  };
}
