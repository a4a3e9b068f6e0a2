// Moments in the reader's own zone and language; without this script they are in the controller's.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("time.hotfix-moment[data-millis]").forEach((time) => {
    const moment = new Date(Number(time.dataset.millis));
    time.dateTime = moment.toISOString();
    time.textContent = moment.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "long" });
  });
});
