// The wall's type sizes for the components that must count in pixels (charts, rows that fit).
import { createContext, useContext } from 'react';
import type { Sizes } from '../../shared/wall/geometry.ts';

export const SizesContext = createContext<Sizes>({ label: 20, figure: 32, hero: 72, unit: 8 });
export const useSizes = (): Sizes => useContext(SizesContext);
