import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { assemblyScript } from './scripts/assembly-plugin.mjs';
import { isolationHeaders } from './src/server/headers.ts';

/** Gives the service worker the list of files that the app needs to start without a network. */
function shellManifest(): Plugin {
  return {
    name: 'heapglass-shell-manifest',
    apply: 'build',
    generateBundle(_options, bundle) {
      const worker = Object.values(bundle).find((file) => file.fileName === 'sw.js');
      if (worker?.type !== 'chunk') return;
      const built = Object.keys(bundle).filter((file) => /\.(js|css|wasm|svg)$/.test(file) && file !== 'sw.js');
      const files = [...built, 'first-paint.js', 'samples/samples.json'].sort();
      worker.code = worker.code.replace('__SHELL_FILES__', JSON.stringify(files));
    },
  };
}

/** Constants stay constants: the engines' hot loops are compiled with their values in place, not with look-ups. */
const output = { topLevelVar: false };

/** `vite build` makes the page; `vite build --ssr FILE` makes a program for Node with everything bundled in. */
export default defineConfig(({ isSsrBuild }) => ({
  // Relative addresses: the built page works from any folder of any static host.
  base: './',
  plugins: [assemblyScript(), react(), shellManifest()],
  build: {
    target: isSsrBuild ? 'node20' : 'es2023',
    outDir: 'dist/app',
    copyPublicDir: !isSsrBuild,
    // What is bundled keeps its licence, wherever the built files go.
    license: { fileName: 'licenses.md' },
    // The content security policy allows no data: address for code or fetches.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: isSsrBuild
      ? { output }
      : {
          input: { app: 'index.html', sw: 'src/sw.ts' },
          output: {
            ...output,
            entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
          },
        },
  },
  ssr: { noExternal: true },
  worker: { format: 'es', plugins: () => [assemblyScript()], rolldownOptions: { output } },
  server: { headers: isolationHeaders },
  preview: { headers: isolationHeaders },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'capture/**/*.test.ts', 'lint/**/*.test.js', 'scripts/**/*.test.mjs'],
    environment: 'node',
    setupFiles: 'scripts/property-seed.mjs',
    testTimeout: 30_000,
    // The kit's proofs compile what they run.
    hookTimeout: 60_000,
  },
}));
