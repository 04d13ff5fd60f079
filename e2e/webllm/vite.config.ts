import { createReadStream, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import application from '../../vite.config.ts';
import { securityHeaders } from '../../tools/serve/headers.ts';
import { libraryFolder, pageFolder, root, weightsFolder } from './paths.ts';

/** Folders that are served as they are: they hold hundreds of megabytes. */
const folders: Record<string, string> = {
  '/models/': join(root, 'public/models'),
  '/weights/': weightsFolder,
  '/library/': libraryFolder,
};

const serveFolders: Plugin = {
  name: 'serve-folders',
  configurePreviewServer(server) {
    server.middlewares.use((request, response, next) => {
      const path = normalize((request.url ?? '').split('?')[0] ?? '');
      const mount = Object.keys(folders).find((prefix) => path.startsWith(prefix));
      if (!mount) return next();
      const file = join(folders[mount] ?? '', path.slice(mount.length));
      const size = statSync(file, { throwIfNoEntry: false })?.size;
      response.statusCode = size === undefined ? 404 : 200;
      if (size === undefined) return response.end();
      response.setHeader('Content-Length', size);
      createReadStream(file).pipe(response);
    });
  },
};

const pages = join(import.meta.dirname, 'page');

/** The pages of the WebLLM tests: the application's workers, and nothing of its interface. */
export default defineConfig({
  root: pages,
  publicDir: false,
  appType: 'mpa',
  plugins: [serveFolders],
  resolve: { alias: (application as { resolve: { alias: [] } }).resolve.alias },
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    outDir: pageFolder,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: ['index.html', 'agent.html', 'generation.html'].map((page) => join(pages, page)),
    },
  },
  preview: { headers: securityHeaders },
});
