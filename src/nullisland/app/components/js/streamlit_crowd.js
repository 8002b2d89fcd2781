// Streamlit's side: one crowd an element; a rerun only brings new data to it.

const crowds = new WeakMap();

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".ni-root");
  if (!root) return undefined;
  const known = crowds.get(parentElement);
  if (known && known.wrapper.isConnected) known.update(data);
  else {
    known?.destroy();
    crowds.set(parentElement, mountCrowd(root, data, { say: inTheVoice }));
  }
  return () => {
    crowds.get(parentElement)?.destroy();
    crowds.delete(parentElement);
  };
}
