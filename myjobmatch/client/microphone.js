// The microphone, unless one went away while the browser asked for it: then it is let go at once; null.
export const microphone = async (gone) => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
  if (!gone()) return stream;
  for (const track of stream.getTracks()) track.stop();
  return null;
};
