// Text as it is looked for: without accents and capitals, however it was composed. "Đoan Hùng" is found by "doan hung".

/** One sign at a time, each worked out once: a list of thousands is folded at the first letter that is typed. */
const signs = new Map<string, string>([['đ', 'd']]);

function foldSign(sign: string): string {
  let folded = signs.get(sign);
  if (folded === undefined) {
    folded = sign.normalize('NFD').replace(/\p{M}+/gu, '');
    signs.set(sign, folded);
  }
  return folded;
}

/** The same for NFC and NFD. */
export const foldText = (text: string): string => text.toLowerCase().replace(/[^ -~\n]/g, foldSign);
