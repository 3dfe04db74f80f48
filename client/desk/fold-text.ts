// Text as it is looked for: without accents and capitals, however it was composed. "Đoan Hùng" is found by "doan hung".

/** The same for NFC and NFD. */
export const foldText = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/đ/gi, 'd')
    .toLowerCase();
