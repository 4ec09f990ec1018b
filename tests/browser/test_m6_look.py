from tests.browser.test_handover import gateway, messengers, whatsapp, open_here, person, field, KITA, ask
from playwright.sync_api import expect
def test_look(open_here, person, watch):
    page = open_here()
    expect(field(page)).to_be_visible()
    page.screenshot(path="/tmp/m6/chat360.png")
    page = open_here("/?sprache=ru")
    expect(field(page)).to_be_visible()
    page.screenshot(path="/tmp/m6/chatru.png")
