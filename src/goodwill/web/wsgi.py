import os
import signal

from django.core.wsgi import get_wsgi_application

from goodwill.web import parent
from goodwill.web.settled import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodwill.web.settings")
application = get_wsgi_application()
settle()
parent.when_it_dies(lambda: os.kill(os.getpid(), signal.SIGKILL))
