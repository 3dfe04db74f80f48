// The one entry: chooses the page by the first part of the path and loads only that page's code, in its language.
import { type ComponentType, lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { spoken } from '../shared/i18n/spoken.ts';
import { Boundary } from './boundary.tsx';
import { chooseLanguage } from './language.ts';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';

type PageModule = { readonly Page: ComponentType };
const pages = import.meta.glob<PageModule>('./*/page.tsx');

function load(name: string) {
  const page = pages[`./${name}/page.tsx`];
  if (!page) return () => <p className="notice">{spoken.page.unknown}</p>;
  return lazy(async () => ({ default: (await page()).Page }));
}

const name = location.pathname.split('/')[1] || 'wall';
const Page = load(name);
const root = document.getElementById('root');
if (root) {
  await chooseLanguage(name);
  createRoot(root).render(
    <StrictMode>
      <Boundary>
        <Suspense fallback={<p className="notice">{spoken.page.loading}</p>}>
          <Page />
        </Suspense>
      </Boundary>
    </StrictMode>,
  );
}
