// The one entry: chooses the page by the first part of the path and loads only that page's code.
import { type ComponentType, lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { vi } from '../shared/i18n/vi.ts';
import { Boundary } from './boundary.tsx';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';

type PageModule = { readonly Page: ComponentType };
const pages = import.meta.glob<PageModule>('./*/page.tsx');

function load(name: string) {
  const page = pages[`./${name}/page.tsx`];
  if (!page) return () => <p className="notice">{vi.page.unknown}</p>;
  return lazy(async () => ({ default: (await page()).Page }));
}

const name = location.pathname.split('/')[1] || 'wall';
const Page = load(name);
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Boundary>
        <Suspense fallback={<p className="notice">{vi.page.loading}</p>}>
          <Page />
        </Suspense>
      </Boundary>
    </StrictMode>,
  );
}
