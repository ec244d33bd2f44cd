// Who may import whom; everything not listed is forbidden. `types`: types only. Mirrors docs/ARCHITECTURE.md, "Layers".
const layers = {
  base: { src: [], npm: [] },
  core: { src: ['base'], npm: [] },
  formats: { src: ['base', 'core'], npm: ['valibot'] },
  worker: { src: ['base', 'core', 'formats'], npm: ['comlink'] },
  session: { src: ['base', 'core/tables'], npm: ['valibot'] },
  store: {
    src: ['base', 'core/tables', 'session', 'worker/client', 'worker/protocol'],
    npm: ['zustand', 'react', '@noble/hashes'],
  },
  widgets: { src: ['base'], npm: ['react', 'react-dom', 'd3', 'lucide-react', 'react-resizable-panels'] },
  views: {
    src: ['base', 'core/tables', 'core/faults', 'store', 'widgets'],
    types: ['worker/client', 'worker/protocol'],
    npm: ['react', 'react-dom', 'd3', 'lucide-react', 'react-resizable-panels'],
  },
  cli: { src: ['base', 'core', 'formats', 'session', 'server'], npm: [], node: true },
  server: { src: ['base', 'session'], npm: [], node: true },
};
const any = (names, pre, post) => (names.length ? `^${pre}(${names.join('|')})${post}` : '^$');
// Tests, and what only tests import.
const test = '/testing/|[.](test|bench)[.]tsx?$';

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      // Only the engines hand out the heap's raw memory; replay and layers drive them, façades write into their blocks.
      name: 'raw-heap-memory',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/core/(heap|engines|layers|facades|replay)/|${test}` },
      to: { path: '^src/core/heap/' },
    },
    ...Object.entries(layers).flatMap(([layer, { src, types = [], npm, node }]) => [
      {
        name: `${layer}-may-import-src`,
        severity: 'error',
        from: { path: `^src/${layer}/`, pathNot: test },
        to: { path: '^src/', pathNot: any([layer, ...src, ...types], 'src/', '(/|[.]tsx?$)') },
      },
      {
        name: `${layer}-may-import-types-only`,
        severity: 'error',
        from: { path: `^src/${layer}/`, pathNot: test },
        to: { path: any(types, 'src/', '[.]tsx?$'), dependencyTypesNot: ['type-only'] },
      },
      {
        name: `${layer}-may-import-npm`,
        severity: 'error',
        from: { path: `^src/${layer}/`, pathNot: test },
        to: { path: 'node_modules/', pathNot: `node_modules/(@types/)?(${npm.join('|') || '-none-'})(/|$)` },
      },
      ...(node
        ? []
        : [
            {
              name: `${layer}-no-node-builtins`,
              severity: 'error',
              from: { path: `^src/${layer}/`, pathNot: test },
              to: { dependencyTypes: ['core'] },
            },
          ]),
    ]),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js'] },
  },
};
