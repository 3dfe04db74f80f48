// What a person has picked out: highlighted wherever it is shown. Nothing, where nobody picks.
import { createContext } from 'react';

export type Picked = Readonly<{ occurrence: string | null; endpoint: string | null }>;

export const PickedContext = createContext<Picked>({ occurrence: null, endpoint: null });
