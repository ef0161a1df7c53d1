// A small knock that one feels, where the phone can and its owner wants it.
let wanted = true;
export const setHaptics = (value) => (wanted = value);
export const buzz = (pattern) => {
  if (wanted && navigator.userActivation?.hasBeenActive) navigator.vibrate?.(pattern);
};
