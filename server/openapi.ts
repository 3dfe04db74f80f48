// GET /api/openapi.json and GET /api/docs: what this server answers, for programs and for people.
import express, { type Router } from 'express';
import type { Auth } from './auth/auth.ts';
import { openApiDocument } from './openapi/document.ts';
import { DOCS_CSS, docsPage } from './openapi/page.ts';

/** `build`: the version that the document names. Made at the first request: it costs some 50 ms. */
export function openApiRoutes({ auth, build }: { auth: Pick<Auth, 'guard'>; build: string }): Router {
  let made: { json: object; page: string } | null = null;
  const document = () => {
    if (!made) {
      const json = openApiDocument(build);
      made = { json, page: docsPage(json) };
    }
    return made;
  };
  const router = express.Router();
  router.get('/api/openapi.json', auth.guard('api.docs'), (_req, res) => {
    res.json(document().json);
  });
  router.get('/api/docs', auth.guard('api.docs'), (_req, res) => {
    res.type('html').send(document().page);
  });
  router.get('/api/docs.css', auth.guard('api.docs'), (_req, res) => {
    res.type('css').send(DOCS_CSS);
  });
  return router;
}
