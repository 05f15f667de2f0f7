/** The projector's screen. */
export const presentWords = {
  predicts: (target: string) => `predicts ${target}`,
  step: (step: number, of: number) => `Step ${step} of ${of}`,
  link: "Link and QR code (Q)",
  close: "Back to the lab (Esc)",
  round: "Round",
} as const;
