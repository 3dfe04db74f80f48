// The one entry: chooses the page by the first part of the path and loads only that page's code, in its language.
import { type ComponentType, type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { spoken } from '../shared/i18n/spoken.ts';
import { Boundary } from './boundary.tsx';
import { chooseLanguage } from './language.ts';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';

type PageModule = { readonly Page: ComponentType };
const pages = import.meta.glob<PageModule>('./*/page.tsx');

/** What cannot be loaded is thrown where the boundary catches it. */
async function load(name: string): Promise<ComponentType> {
  const page = pages[`./${name}/page.tsx`];
  if (!page) return () => <p className="notice">{spoken.page.unknown}</p>;
  try {
    return (await page()).Page;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

const name = location.pathname.split('/')[1] || 'wall';
const root = document.getElementById('root');
if (root) {
  await chooseLanguage(name);
  const own = createRoot(root);
  const show = (content: ReactNode): void =>
    own.render(
      <StrictMode>
        <Boundary>{content}</Boundary>
      </StrictMode>,
    );
  show(<p className="notice">{spoken.page.loading}</p>);
  // Not by Suspense, which shows what has come 300 ms after its fallback at the earliest.
  const Page = await load(name);
  show(<Page />);
}
