// A photo of a telephone is larger than what we take: drawn smaller here, where it costs nobody's data.
const SIDE = 3000;

// The file itself where it fits in `most` bytes, or is no picture of these types.
export const smaller = async (file, most, types = /^image\//) => {
  if (!types.test(file.type) || file.size <= most) return file;
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return (await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85))) ?? file;
};
