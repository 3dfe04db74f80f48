// Where somebody can answer, a figure can be asked "which ones?". Without a provider a figure is text and nothing else.
import { createContext } from 'react';

/** Which row of the figure, where it has one for each agency or conference. */
export type Where = Readonly<{ agency?: string; conference?: string }>;

/** `figure`: its path in the view. */
export type Explain = (figure: string, where?: Where) => void;

export const ExplainContext = createContext<Explain | null>(null);
