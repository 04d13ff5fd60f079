import { createReadStream, statSync } from 'node:fs';
import { join, normalize, resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { securityHeaders } from '../../tools/serve/headers.ts';
import application from '../../vite.config.ts';

const root = resolve(import.meta.dirname, '..', '..');
const mount = '/models/';

/** The installed models, from where they are: 250 MB need no copy. */
const serveModels: Plugin = {
  name: 'serve-models',
  configurePreviewServer(server) {
    server.middlewares.use((request, response, next) => {
      const path = normalize((request.url ?? '').split('?')[0] ?? '');
      if (!path.startsWith(mount)) return next();
      const file = join(root, 'public', path);
      const size = statSync(file, { throwIfNoEntry: false })?.size;
      response.statusCode = size === undefined ? 404 : 200;
      if (size === undefined) return response.end();
      response.setHeader('Content-Length', size);
      createReadStream(file).pipe(response);
    });
  },
};

/** A page with the application's engines and nothing of its interface, under the application's security headers. */
export default defineConfig({
  root: join(import.meta.dirname, 'page'),
  publicDir: false,
  appType: 'mpa',
  plugins: [serveModels],
  resolve: { alias: (application as { resolve: { alias: [] } }).resolve.alias },
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    outDir: join(root, 'test-results/webgpu-page'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
  },
  preview: { headers: securityHeaders },
});
