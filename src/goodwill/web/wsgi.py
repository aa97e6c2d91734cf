import os
import signal

from django.core.wsgi import get_wsgi_application

from goodwill.web import parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodwill.web.settings")
application = get_wsgi_application()
parent.when_it_dies(lambda: os.kill(os.getpid(), signal.SIGKILL))
