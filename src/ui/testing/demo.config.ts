import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { securityHeaders } from '../../../tools/serve/headers';

/**
 * The demonstration alone: `npx vite build -c src/ui/testing/demo.config.ts`, then `npx vite preview -c …`,
 * shows it under the policy of the product. (The dev server injects style elements, which that policy forbids.)
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [svelte()],
  build: {
    target: 'es2023',
    outDir: fileURLToPath(new URL('../../../test-results/demo', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    rolldownOptions: { input: fileURLToPath(new URL('demo.html', import.meta.url)) },
  },
  preview: { headers: securityHeaders },
});
